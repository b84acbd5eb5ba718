namespace Gail.Bench.Reporting;

/// <summary>The robots alone: the environments beside the engine, in turns.</summary>
internal static class RobotReport
{
    internal static int Run(string path)
    {
        var found = RobotBenchmark.InTurns(quick: false).ToDictionary(measurement => measurement.Id);
        var machine = Machine.Here();
        string[] lines =
        [
            "# Robots: the environments beside the engine",
            "",
            "Made by `dotnet cake --target=Bench --robots`: "
                + $"{RobotBenchmark.Lanes} lanes, rounds in turns, medians of the rounds' ratios; steps per second.",
            "",
            $"{machine.Date}, commit {machine.Commit}; {machine.Processor}, {machine.Cores} cores.",
            "",
            "| robot | engine, bare loop | environment | of the engine's speed (95 %) | two threads | times faster (1.9) |",
            "|---|---|---|---|---|---|",
            .. RobotBenchmark.Robots.Select(robot => Line(robot, found)),
        ];
        File.WriteAllText(path, string.Join('\n', lines) + "\n");
        return 0;
    }

    private static string Line(string robot, Dictionary<string, Measurement> found)
    {
        var engine = found[$"Robot.Engine/{robot}"];
        var (layer, two) = (found[$"Robot.Layer/{robot}"], found[$"Robot.LayerOnTwoThreads/{robot}"]);
        string Rate(Measurement measurement) => $"{Format.Digits(1e6 / measurement.Nanoseconds)} k";
        return $"| {robot} | {Rate(engine)} | {Rate(layer)} | {Format.Percent(layer.SpeedupOver(engine))} "
            + $"| {Rate(two)} | {Format.Digits(two.SpeedupOver(layer))} |";
    }
}
