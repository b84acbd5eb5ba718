using System.Collections.Immutable;
using System.Globalization;
using Gail.Data;
using Gail.Data.Formats.Npz;
using Gail.Numerics;

namespace Gail.Runs.Experts;

/// <summary>Reads <see cref="ExpertWeights"/> and checks that the layers fit together.</summary>
internal sealed class ExpertReading(NpzArchive archive)
{
    private const int MaximumLayers = 16;

    public ExpertWeights Read()
    {
        var mean = Vector("obsnorm.mean_1_D");
        var hidden = HiddenLayers(mean.Length);
        var output = Layer("out", hidden[^1].OutputWidth);
        return new ExpertWeights
        {
            Hidden = hidden,
            Output = output,
            Activation = hidden.Length == 1 ? ExpertActivation.LeakyRelu : ExpertActivation.Tanh,
            ObservationMean = mean,
            ObservationStandardDeviation = StandardDeviation(mean),
            LogStandardDeviation = archive.Contains("logstdevs_1_Da")
                ? Vector("logstdevs_1_Da", output.OutputWidth)
                : null,
        };
    }

    private ImmutableArray<ExpertLayer> HiddenLayers(int inputWidth)
    {
        var layers = ImmutableArray.CreateBuilder<ExpertLayer>();
        // The authors number activations too, so that the affine layers are 0, 2, ...
        for (var i = 0; i == 0 || (i < MaximumLayers && archive.Contains($"hidden.layer_{2 * i}.W")); i++)
        {
            layers.Add(Layer($"hidden.layer_{2 * i}", i == 0 ? inputWidth : layers[^1].OutputWidth));
        }
        return layers.ToImmutable();
    }

    private ExpertLayer Layer(string name, int inputWidth)
    {
        var weights = Finite($"{name}.W");
        return weights.Shape.Rank == 2 && weights.Shape[0] == inputWidth && weights.Shape[1] > 0
            ? new ExpertLayer(weights, Vector($"{name}.b", weights.Shape[1]))
            : throw new DemonstrationException(
                archive.Path,
                $"{name}.W",
                $"has the shape {weights.Shape}, expected [{inputWidth}, outputs]."
            );
    }

    private NdArray<double> StandardDeviation(NdArray<double> mean)
    {
        var meanSquare = Vector("obsnorm.meansq_1_D", mean.Length);
        var deviation = new double[mean.Length];
        for (var i = 0; i < deviation.Length; i++)
        {
            deviation[i] = Math.Sqrt(Math.Max(0, meanSquare[i] - (mean[i] * mean[i])));
        }
        return NdArray.Vector<double>(deviation);
    }

    /// <summary>A vector; a matrix of one row, as the files have, is taken as such.</summary>
    private NdArray<double> Vector(string name, int? length = null)
    {
        var array = Finite(name);
        var isVector = array.Shape.Rank == 1 || (array.Shape.Rank == 2 && array.Shape[0] == 1);
        return isVector && array.Length > 0 && (length is null || length == array.Length)
            ? array.Reshape(new Shape(array.Length))
            : throw new DemonstrationException(
                archive.Path,
                name,
                $"has the shape {array.Shape}, expected {(length is { } n ? $"{n} values" : "a vector")}."
            );
    }

    private NdArray<double> Finite(string name)
    {
        var array = archive.Doubles(name);
        for (var i = 0; i < array.Length; i++)
        {
            if (!double.IsFinite(array[i]))
            {
                throw new DemonstrationException(
                    archive.Path,
                    name,
                    $"value {i} is {array[i].ToString(CultureInfo.InvariantCulture)}; weights must be finite."
                );
            }
        }
        return array;
    }
}
