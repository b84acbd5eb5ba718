// Runs the tests as they are built, for the targets of the build; to be called in the repository:
//   dotnet build/Gail.TestRun/bin/Release/net10.0/Gail.TestRun.dll test|load [--all] [--NAME=VALUE ...]
using System.Diagnostics;
using System.Globalization;
using Gail.TestRun;

var all = args.Contains("--all");
var options = args.Where(word => word.Contains('='))
    .Select(word => word.Split('=', 2))
    .ToDictionary(word => word[0], word => word[1]);
string Option(string name, string usual) => options.GetValueOrDefault($"--{name}", usual);
int Number(string name, int usual) => int.Parse(Option(name, $"{usual}"), CultureInfo.InvariantCulture);
void Say(string text) => Console.WriteLine(text);

switch (args.FirstOrDefault())
{
    case "test":
        return AllTests.Run(all, Say).IsGreen ? 0 : 1;
    case "load":
        var (loops, times) = (Number("loops", 6), Number("times", 3));
        var lines = new List<string>();
        var isGreen = true;
        using (new BusyLoops(loops))
        {
            for (var time = 1; time <= times; time++)
            {
                var clock = Stopwatch.StartNew();
                var outcome = AllTests.Run(all, Say);
                lines.Add(
                    $"{time} of {times}, {loops} busy loops: {outcome.Summary} in {clock.Elapsed.TotalMinutes:F1} minutes"
                );
                isGreen &= outcome.IsGreen;
            }
        }
        lines.ForEach(Say);
        return isGreen ? 0 : 1;
    default:
        Console.Error.WriteLine("usage: Gail.TestRun test|load [--all] [--NAME=VALUE ...]");
        return 2;
}
