using Gail.Data.Formats.Hdf5;

namespace Gail.Data.Tests.Formats.Hdf5;

/// <summary>The HDF5 library and Debian's h5py, which a machine may lack; where CI is true they must be there.</summary>
internal static class Hdf5Needs
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<string> H5PyProblem = new(() =>
        !File.Exists(Python) ? $"{Python} is missing." : RunPython("import h5py, numpy", []).Error
    );

    /// <summary>Skips the test without the library; fails it under CI.</summary>
    public static void Library()
    {
        try
        {
            Hdf5Library.Require();
        }
        catch (Hdf5Exception missing)
        {
            AbsentException.ThrowFor(missing.Message);
        }
    }

    /// <summary>Runs a script with h5py as h5, numpy as np and its arguments as args; returns what it prints.</summary>
    public static string H5Py(string script, params string[] arguments)
    {
        Library();
        AbsentException.ThrowFor(
            H5PyProblem.Value.Length == 0
                ? null
                : $"h5py is missing (apt-get install python3-h5py): {H5PyProblem.Value}"
        );
        var (output, error) = RunPython(
            "import sys, h5py as h5, numpy as np, json\nargs = sys.argv[1:]\n" + script,
            arguments
        );
        Assert.True(error.Length == 0, error);
        return output;
    }

    private static (string Output, string Error) RunPython(string script, string[] arguments)
    {
        using var running = TestProcess.Start(Python, ["-c", script, .. arguments]);
        var code = running.End();
        return (running.Output, code == 0 ? "" : $"{Python} ended with {code}: {running.ErrorOutput}");
    }

    /// <summary>A file that h5py writes, opened.</summary>
    public static Hdf5File Written(TemporaryFolder folder, string script)
    {
        var path = folder["f.h5"];
        H5Py("with h5.File(args[0], 'w') as f:\n" + script, path);
        return Hdf5File.Open(path);
    }
}
