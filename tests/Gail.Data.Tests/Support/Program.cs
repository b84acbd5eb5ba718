using System.Globalization;
using Gail.Data.Formats.Hdf5.Child;
using Gail.Data.Tests.Formats.Hdf5;
using Xunit.Runner.InProc.SystemConsole;

namespace Gail.Data.Tests.Support;

/// <summary>
/// Runs the tests, or is what they start in processes of its own: the child that reads HDF5 files, as the command gail
/// is for people.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case [Hdf5Child.Command, var path]:
                using (var requests = Console.OpenStandardInput())
                using (var answers = Console.OpenStandardOutput())
                {
                    return Hdf5Child.Serve(requests, answers, path);
                }
            case [Hdf5MutationTests.Command, var valid, var first, var count]:
                var culture = CultureInfo.InvariantCulture;
                return Hdf5MutationTests.Read(valid, int.Parse(first, culture), int.Parse(count, culture));
            case [TestProcessTests.Command]:
                return TestProcessTests.Leave();
            default:
                return await ConsoleRunner.Run(arguments);
        }
    }
}
