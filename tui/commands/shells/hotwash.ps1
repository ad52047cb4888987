# Completion of hotwash in PowerShell: Windows PowerShell 5.1, and PowerShell 7.

Register-ArgumentCompleter -Native -CommandName hotwash, hotwash.exe -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $line = $commandAst.ToString()
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    # Behind a space the line ends before the cursor.
    $line = if ($length -le $line.Length) { $line.Substring(0, $length) } else { $line + ' ' }
    # Behind `name=` its value is completed, and PowerShell wants the whole word.
    $lead = if ($wordToComplete -match '^[^=/\\]*=') { $Matches[0] } else { '' }
    $rest = $wordToComplete.Substring($lead.Length)

    $asked, $before = $env:_HOTWASH_COMPLETE, $env:_HOTWASH_LINE
    try {
        $env:_HOTWASH_COMPLETE, $env:_HOTWASH_LINE = 'powershell_complete', $line
        $answers = @(& $commandAst.CommandElements[0].Extent.Text 2>$null)
    } finally {
        $env:_HOTWASH_COMPLETE, $env:_HOTWASH_LINE = $asked, $before
    }

    foreach ($answer in $answers) {
        $kind, $value, $about = "$answer".Split("`t")
        if ($kind -eq 'plain') {
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new("$lead$value", $value, 'ParameterValue', $about)
        } elseif ($kind -eq 'file' -or $kind -eq 'dir') {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($rest) |
                Where-Object { $kind -eq 'file' -or $_.ResultType -eq 'ProviderContainer' } |
                ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new(
                        "$lead$($_.CompletionText)", $_.ListItemText, $_.ResultType, $_.ToolTip)
                }
        }
    }
}
