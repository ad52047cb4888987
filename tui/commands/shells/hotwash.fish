# Completion of hotwash in fish.

function __hotwash_candidates
    set -l program (commandline -opc)[1]
    # As it was meant: without the quotation mark that is open, and without backslashes.
    set -l word (string trim --left --chars "'\"" -- (commandline -ct))
    set -l unescaped (string unescape -- $word)
    test -n "$unescaped"; and set word $unescaped
    # Behind `name=` its value is completed, and fish wants the whole word.
    set -l lead (string match -r -- '^[^=/]*=' $word)
    set -l rest (string replace -r -- '^[^=/]*=' '' $word)
    for answer in (env _HOTWASH_COMPLETE=fish_complete _HOTWASH_LINE=(commandline -pc | string collect) $program </dev/null 2>/dev/null)
        set -l part (string split \t -- $answer)
        switch $part[1]
            case plain
                printf '%s%s\t%s\n' "$lead" $part[2] "$part[3]"
            case file
                for file in (__fish_complete_path "$rest")
                    printf '%s%s\n' "$lead" $file
                end
            case dir
                for folder in (__fish_complete_directories "$rest")
                    printf '%s%s\n' "$lead" $folder
                end
        end
    end
end

complete --command hotwash --no-files --keep-order --arguments '(__hotwash_candidates)'
