using System.Diagnostics;

namespace Gail.Experiments.Commands;

/// <summary>Runs the command <c>gail</c> to its end.</summary>
/// <param name="arguments">Its arguments.</param>
public delegate GailAnswer GailCommand(IReadOnlyList<string> arguments);

/// <summary>The result of a command.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record GailAnswer(int ExitCode, string Output, string Errors)
{
    /// <summary>The last line of the output, where a command with <c>--json</c> answers.</summary>
    public string LastLine => Output.TrimEnd().Split('\n')[^1];
}

/// <summary>The command as a process of its own.</summary>
public static class GailProcess
{
    /// <summary>The command of a repository.</summary>
    /// <param name="folder">The repository; paths in arguments are below the current folder all the same.</param>
    public static GailCommand Of(string folder)
    {
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? "gail.cmd" : "gail");
        return arguments => Run(program, arguments);
    }

    private static GailAnswer Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new GailAnswer(process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
