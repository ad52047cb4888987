# Completion of hotwash in Bash.

_hotwash_completion() {
    local answer kind value about files='' current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    COMPREPLY=()
    # Behind a redirection stands a file.
    if [[ $before == [\<\>]* || $current == [\<\>]* ]]; then
        compopt -o default 2>/dev/null
        return
    fi
    answer=$(_HOTWASH_COMPLETE=bash_complete _HOTWASH_LINE="${COMP_LINE:0:COMP_POINT}" "$1" </dev/null 2>/dev/null)
    if (($?)); then
        compopt -o default 2>/dev/null
        return
    fi
    while IFS=$'\t' read -r kind value about; do
        case $kind in
            plain) COMPREPLY+=("$value") ;;
            file) files=-f ;;
            dir) files=-d ;;
        esac
    done <<<"$answer"
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
    [[ -n $files ]] || return
    if ((${#COMPREPLY[@]} == 0)); then
        # The shell looks for files better than a script can: with quotation marks, variables and home folders.
        if [[ $files == -d ]]; then compopt -o dirnames 2>/dev/null; else compopt -o default 2>/dev/null; fi
        return
    fi
    [[ $current == = ]] && current=
    current=${current#[\"\']} current=${current//\\ / }
    while IFS= read -r value; do
        COMPREPLY+=("$value")
    done < <(compgen $files -- "$current")
    compopt -o filenames 2>/dev/null
}

# Older versions, such as the one of macOS, keep no order; they look for files where there is nothing else.
complete -o nosort -F _hotwash_completion hotwash 2>/dev/null || complete -o default -F _hotwash_completion hotwash
