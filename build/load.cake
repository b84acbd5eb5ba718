// The tests on a busy machine, where they have to say the same as on a quiet one:
//   dotnet cake --target=TestUnderLoad [--loops=6] [--times=3] [--all]
Task("TestUnderLoad")
    .Description("The tests beside busy loops: --loops=6 of them, --times=3.")
    .IsDependentOn("Build")
    .Does(context =>
    {
        var (loops, times) = (context.Argument("loops", 6), context.Argument("times", 3));
        // Each looks whether this process is there, and so ends with it, however that ends.
        const string Busy = "while kill -0 $1 2>/dev/null; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done";
        var busy = Enumerable.Range(0, loops)
            .Select(_ => System.Diagnostics.Process.Start("sh", ["-c", Busy, "busy", $"{Environment.ProcessId}"]))
            .ToList();
        var lines = new List<string>();
        var isGreen = true;
        try
        {
            for (var time = 1; time <= times; time++)
            {
                var clock = System.Diagnostics.Stopwatch.StartNew();
                var outcome = RunTests();
                lines.Add($"{time} of {times}, {loops} busy loops: {outcome.Summary} in {clock.Elapsed.TotalMinutes:F1} minutes");
                isGreen &= outcome.IsGreen;
            }
        }
        finally
        {
            foreach (var loop in busy)
            {
                loop.Kill();
            }
        }
        lines.ForEach(line => Information(line));
        if (!isGreen)
        {
            throw new CakeException("The tests fail on a busy machine.");
        }
    });
