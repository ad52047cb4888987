#compdef hotwash
# Completion of hotwash in Zsh.

_hotwash() {
    local line kind value about files=''
    local -a parts items open
    local program=${(Q)words[1]}
    for line in "${(@f)$(_HOTWASH_COMPLETE=zsh_complete _HOTWASH_LINE="${words[1,CURRENT-1]} $PREFIX" ${~program} </dev/null 2>/dev/null)}"; do
        parts=("${(@ps:\t:)line}")
        kind=$parts[1] value=$parts[2] about=$parts[3]
        case $kind in
            file) files=-f ;;
            dir) files=-/ ;;
            plain)
                value=${value//:/\\:}
                if [[ $value == *= ]]; then
                    open+=("$value${about:+:$about}")
                else
                    items+=("$value${about:+:$about}")
                fi ;;
        esac
    done
    # Behind `name=` its value is completed alone.
    [[ $PREFIX == [^/]*=* ]] && compset -P '*='
    (($#items)) && _describe -V candidates items
    (($#open)) && _describe -V options open -S ''
    [[ -n $files ]] && _path_files $files
    return 0
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _hotwash "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
    compdef _hotwash hotwash
fi
