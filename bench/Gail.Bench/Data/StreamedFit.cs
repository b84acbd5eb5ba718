using Gail.Data;
using Gail.Data.Normalizers;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Bench.Data;

/// <summary>
/// Fits a normaliser to more demonstrations than the memory allowed and sub-samples them, in a process of its own whose
/// peak is measured.
/// </summary>
/// <param name="Bytes">Of all files.</param>
/// <param name="Seconds">From start to end of the process.</param>
/// <param name="PeakBytes">The most memory that was resident, of which the files' pages are none.</param>
/// <param name="Answer">What it found.</param>
internal sealed record StreamedFit(long Bytes, double Seconds, long PeakBytes, string Answer)
{
    internal static StreamedFit Measure(string file, string folder, int copies)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder);
        for (var i = 0; i < copies; i++)
        {
            File.Copy(file, Path.Combine(folder, $"{i:D3}.npz"));
        }
        var run = DataReport.Must("dotnet", [typeof(StreamedFit).Assembly.Location, "--data", "--data-stream", folder]);
        Directory.Delete(folder, recursive: true);
        return new StreamedFit(copies * new FileInfo(file).Length, run.Seconds, run.PeakBytes, run.Output.Trim());
    }

    internal static int Run(string folder)
    {
        var view = DemonstrationReader.Open(folder);
        var fitted = Normalizer.MeanVariance.Fit(view, ColumnNames.Observation);
        var few = Demonstrations.Collect(fitted.Apply(view).KeepEvery(100, RandomKey.FromSeed(0)));
        Console.WriteLine($"{few.EpisodeCount:N0} episodes, {few.StepCount:N0} steps kept");
        return 0;
    }
}
