using BenchmarkDotNet.Running;
using Gail.Bench.Against;
using Gail.Bench.Data;
using Gail.Bench.Hosts;
using Gail.Bench.Reporting;

// --report runs the suite and writes the report, --data that of reading demonstrations, --hosts that of one speed in every host, --outside that of parts written outside, --against DIR that of another build in turns; anything else is BenchmarkDotNet's command line, on the same jobs.
if (args is ["--report", .. var suite])
{
    return Suite.Run(SuiteOptions.Parse(suite));
}
if (args is ["--robots"])
{
    return RobotReport.Run("bench/reports/robots.md");
}
if (args is ["--figures", .. var about])
{
    HostFigures.Print(string.Join(' ', about));
    return 0;
}
if (args is ["--outside"])
{
    return OutsideReport.Run("bench/reports/outside.md");
}
if (args is ["--benchmark-host"])
{
    return Host.RunBenchmark();
}
if (args is ["--hosts"])
{
    return HostReport.Run("bench/reports/hosts.md");
}
if (args is ["--against", var root, .. var asked])
{
    return AgainstReport.Run(AgainstOptions.Parse(root, asked));
}
if (args is ["--against-once", var beforeFirst, var other, .. var once])
{
    var options = AgainstOptions.Parse(other, once);
    TwoBuilds.Print(options.Bench, options, bool.Parse(beforeFirst));
    return 0;
}
if (args is ["--data", .. var data])
{
    return DataReport.Run(data);
}
BenchmarkSwitcher.FromAssembly(typeof(Suite).Assembly).Run(args, SuiteConfig.Create(quick: false, log: true));
return 0;
