# Completion of malibrief in bash. The program is told the line up to the cursor and the part of it that the answer
# will stand in place of; it answers with words quoted for bash, one on a line, and nothing of them is evaluated.
_malibrief() {
    local word
    COMPREPLY=()
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(_MALIBRIEF_COMPLETE=complete_bash "$1" "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
}
complete -o default -F _malibrief malibrief
