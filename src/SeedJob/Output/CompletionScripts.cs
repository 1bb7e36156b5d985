namespace SeedJob.Output;

/// <summary>
/// What makes a shell complete the job's command line: each script asks the job itself (<c>[suggest:POSITION]</c>), and offers options only
/// where one has been begun, so that files can be completed too.
/// </summary>
internal static class CompletionScripts
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    public static string For(string shell) => shell switch
    {
        "bash" => """
            # In ~/.bashrc: source <(seed-job completion bash)
            _seed_job() {
                local word=${COMP_WORDS[COMP_CWORD]} found IFS=$'\n'
                found=$(seed-job "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
                [[ $word == -* ]] || found=$(grep -v '^[-/]' <<<"$found")
                COMPREPLY=($(compgen -W "$found" -- "$word"))
            }
            complete -o default -F _seed_job seed-job

            """,
        "zsh" => """
            # In ~/.zshrc, behind compinit: source <(seed-job completion zsh)
            _seed_job() {
                local line="${(j: :)words[1,CURRENT]}"
                local -a found=(${(f)"$(seed-job "[suggest:${#line}]" "$line" 2>/dev/null)"})
                [[ $PREFIX == -* ]] || found=(${found:#[-/]*})
                compadd -a found || _files
            }
            compdef _seed_job seed-job

            """,
        "fish" => """
            # In ~/.config/fish/config.fish: seed-job completion fish | source
            function __seed_job
                set -l line (commandline -cp | string collect)
                set -l found (seed-job "[suggest:"(string length -- $line)"]" $line 2>/dev/null)
                string match -q -- '-*' (commandline -ct); and string match -- '-*' $found; or string match -v -r -- '^[-/]' $found
            end
            complete -c seed-job -a '(__seed_job)'

            """,
        "pwsh" => """
            # In $PROFILE: seed-job completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName seed-job -ScriptBlock {
                param($word, $line, $position)
                $found = seed-job "[suggest:$position]" "$line".PadRight($position) 2>$null
                $found | Where-Object { $_ -like "$word*" -and ($word -like '-*' -or $_ -notmatch '^[-/]') } |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }

            """,
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, "There is no completion for this shell."),
    };
}
