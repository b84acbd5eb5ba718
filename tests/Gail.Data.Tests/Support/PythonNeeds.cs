namespace Gail.Data.Tests.Support;

/// <summary>Debian's Python with NumPy or PyTorch, which a machine may lack.</summary>
internal static class PythonNeeds
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<string> NumpyProblem = new(() => Problem("numpy"));

    private static readonly Lazy<string> TorchProblem = new(() => Problem("torch, numpy"));

    /// <summary>Runs a script with NumPy as np and its arguments as args; skips the test where there is none.</summary>
    public static string Numpy(string script, params string[] arguments)
    {
        AbsentException.ThrowFor(
            NumpyProblem.Value.Length == 0
                ? null
                : $"NumPy is missing (apt-get install python3-numpy): {NumpyProblem.Value}"
        );
        return Run("import sys, pickle, numpy as np\nargs = sys.argv[1:]\n" + script, arguments);
    }

    /// <summary>
    /// The same with PyTorch as torch. It takes half a gigabyte, so that it may be absent even where all else must be there.
    /// </summary>
    public static string Torch(string script, params string[] arguments) =>
        TorchProblem.Value.Length > 0
            ? throw new AbsentException($"PyTorch is missing (apt-get install python3-torch): {TorchProblem.Value}")
            : Run("import sys, pickle, torch, numpy as np\nargs = sys.argv[1:]\n" + script, arguments);

    private static string Run(string script, string[] arguments)
    {
        using var running = TestProcess.Start(Python, ["-c", script, .. arguments]);
        var code = running.End();
        Assert.True(code == 0, $"{Python} ended with {code}: {running.ErrorOutput}");
        return running.Output;
    }

    private static string Problem(string modules)
    {
        if (!File.Exists(Python))
        {
            return $"{Python} is missing.";
        }
        using var running = TestProcess.Start(Python, ["-c", $"import {modules}"]);
        return running.End() == 0 ? "" : running.ErrorOutput;
    }
}
