# Completion of malibrief in fish. The program is told the line up to the cursor; it answers with words as they are, one
# on a line, what they mean behind a tab. fish quotes them, and nothing of them is evaluated.
function __malibrief_words
    set -l found (_MALIBRIEF_COMPLETE=complete_fish malibrief (commandline -cp | string collect) 2>/dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c malibrief -f -a '(__malibrief_words)'
