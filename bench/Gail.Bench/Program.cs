using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Gail.Bench.ClassifierBenchmark).Assembly).Run(args);
