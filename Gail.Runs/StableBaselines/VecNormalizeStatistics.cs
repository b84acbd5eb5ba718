using Gail.Data;
using Gail.Data.Formats.Npz;
using Gail.Data.Formats.Pickle;
using Gail.Numerics;

namespace Gail.Runs.StableBaselines;

/// <summary>
/// What Stable-Baselines3's VecNormalize standardises observations by before its policies see them: clip((x - mean) /
/// sqrt(variance + epsilon), -clip, clip).
/// </summary>
/// <param name="Mean">[obs].</param>
/// <param name="Variance">[obs].</param>
/// <param name="Epsilon">Keeps the divisor from 0.</param>
/// <param name="Clip">The greatest magnitude.</param>
public sealed record VecNormalizeStatistics(NdArray<double> Mean, NdArray<double> Variance, double Epsilon, double Clip)
{
    private const double UsualEpsilon = 1e-8;
    private const double UsualClip = 10;

    /// <summary>The number of values in an observation.</summary>
    public int ObservationWidth => Mean.Length;

    /// <summary>
    /// Reads what <c>VecNormalize.save</c> wrote, a pickle of which the state is read and nothing run, or an .npz archive of
    /// <c>mean</c> and <c>var</c> [obs] and, if they are not the usual ones, <c>epsilon</c> and <c>clip_obs</c>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>Null where the file says that observations are left as they are.</returns>
    /// <exception cref="DemonstrationException">It is damaged, or holds no such statistics.</exception>
    public static VecNormalizeStatistics? Read(string path)
    {
        using var stream = Gail.Data.Formats.InputFile.Open(path);
        if (Gail.Data.Formats.InputFile.Kind(stream) == Gail.Data.Formats.InputFile.Zip)
        {
            using var archive = NpzArchive.Open(path);
            return Of(path, "mean", "var", archive.Contains, archive.Doubles);
        }
        using var pickle = PickledArrays.Open(path);
        return pickle.Contains("norm_obs") && pickle.Doubles("norm_obs") is { Length: 1 } flag && flag.Values[0] == 0
            ? null
            : Of(path, "obs_rms/mean", "obs_rms/var", pickle.Contains, pickle.Doubles);
    }

    /// <summary>Standardises an observation.</summary>
    /// <param name="observation">[obs], replaced.</param>
    public void Apply(Span<double> observation)
    {
        for (var i = 0; i < observation.Length; i++)
        {
            var standard = (observation[i] - Mean[i]) / Math.Sqrt(Variance[i] + Epsilon);
            observation[i] = Math.Clamp(standard, -Clip, Clip);
        }
    }

    private static VecNormalizeStatistics Of(
        string path,
        string mean,
        string variance,
        Func<string, bool> contains,
        Func<string, NdArray<double>> read
    )
    {
        foreach (var name in (string[])[mean, variance])
        {
            if (!contains(name))
            {
                throw new DemonstrationException(
                    path,
                    name,
                    "there is no such array; expected what VecNormalize.save wrote for observations that are vectors, or an .npz archive of mean and var."
                );
            }
        }
        var (centre, spread) = (read(mean), read(variance));
        double Setting(string name, double usual) =>
            contains(name) && read(name) is { Length: 1 } one ? one.Values[0] : usual;
        var statistics = new VecNormalizeStatistics(
            centre,
            spread,
            Setting("epsilon", UsualEpsilon),
            Setting("clip_obs", UsualClip)
        );
        return
            centre.Shape.Rank == 1
            && centre.Shape == spread.Shape
            && centre.Values.All(double.IsFinite)
            && spread.Values.All(value => value >= 0 && double.IsFinite(value))
            && statistics.Epsilon > 0
            && statistics.Clip > 0
            ? statistics
            : throw new DemonstrationException(
                path,
                mean,
                $"the statistics are none: means {centre.Shape}, variances {spread.Shape}, all finite and of one length, are expected."
            );
    }
}
