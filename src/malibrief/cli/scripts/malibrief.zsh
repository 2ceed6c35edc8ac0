#compdef malibrief
# Completion of malibrief in zsh. The program is told the line up to the cursor; it answers with words as they are, one
# on a line, what they mean behind a tab. zsh quotes them, and nothing of them is evaluated.
_malibrief() {
    local -a found shown
    found=(${(f)"$(_MALIBRIEF_COMPLETE=complete_zsh ${(Q)words[1]} "${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" 2>/dev/null)"})
    shown=("${(@)found/$'\t'/  -- }")
    if (( $#found )); then
        compadd -d shown -- "${(@)found%%$'\t'*}"
    else
        _files
    fi
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _malibrief "$@"
else
    compdef _malibrief malibrief
fi
