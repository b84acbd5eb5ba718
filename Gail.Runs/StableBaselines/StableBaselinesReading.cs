using System.Collections.Immutable;
using System.Globalization;
using Gail.Data;
using Gail.Data.Formats;
using Gail.Data.Formats.Pickle;
using Gail.Numerics;
using Gail.Runs.Experts;

namespace Gail.Runs.StableBaselines;

/// <summary>Reads a <see cref="StableBaselinesModel"/>: which network it is, the names of its weights tell.</summary>
internal sealed class StableBaselinesReading(string path, PickledArrays weights, StableBaselinesSettings settings)
{
    private const long MostWeightBytes = 1 << 30;

    public static StableBaselinesModel Read(string path)
    {
        var settings = StableBaselinesSettings.Read(path);
        var bytes = ArchiveMember.Read(path, StableBaselinesModel.WeightsMember, MostWeightBytes);
        using var weights = PickledArrays.Open(
            $"{path} ({StableBaselinesModel.WeightsMember})",
            new MemoryStream(bytes)
        );
        return new StableBaselinesReading(path, weights, settings).Model();
    }

    private StableBaselinesModel Model()
    {
        RefuseOthers();
        var model =
            Has("action_net.weight") ? ActorCritic()
            : Has("actor.log_std.weight") || Has("actor.log_std") ? SoftActor()
            : Any("actor.mu.") ? DeterministicActor()
            : Any("q_net.q_net.") ? ValueNetwork()
            : throw Fail(
                $"holds weights of no known policy, {string.Join(", ", weights.Arrays.Take(5).Select(array => array.Name))}, ...; known are the MlpPolicy of PPO, A2C, SAC, TD3, DDPG and DQN."
            );
        return model with { Bounds = settings.ActionBounds() };
    }

    private StableBaselinesModel ActorCritic()
    {
        var hidden = Layers("mlp_extractor.shared_net.").AddRange(Layers("mlp_extractor.policy_net."));
        var output = Layer("action_net");
        var deviation = Has("log_std") ? Finite("log_std") : null;
        return new StableBaselinesModel
        {
            Kind =
                deviation is null ? PolicyKind.Categorical
                : settings.PolicyFlag("squash_output") ? PolicyKind.SquashedGaussian
                : PolicyKind.Gaussian,
            Hidden = hidden,
            Activation = Activation("Tanh"),
            Output = output,
            LogStandardDeviation = deviation is null ? null : Deviations("log_std", deviation, hidden, output),
            UsesExpln = settings.PolicyFlag("use_expln"),
        };
    }

    private StableBaselinesModel SoftActor()
    {
        var hidden = Layers("actor.latent_pi.");
        // With gSDE a clip comes behind the layer, which makes it the first of a sequence.
        var clips = Has("actor.mu.0.weight");
        var output = Layer(clips ? "actor.mu.0" : "actor.mu");
        var free = Has("actor.log_std") ? Finite("actor.log_std") : null;
        return new StableBaselinesModel
        {
            Kind = PolicyKind.SquashedGaussian,
            Hidden = hidden,
            Activation = Activation("ReLU"),
            Output = output,
            LogStandardDeviationLayer = free is null ? Layer("actor.log_std") : null,
            LogStandardDeviation = free is null ? null : Deviations("actor.log_std", free, hidden, output),
            ClipsMean = clips,
            UsesExpln = settings.PolicyFlag("use_expln"),
        };
    }

    private StableBaselinesModel DeterministicActor() => Sequence("actor.mu.", PolicyKind.SquashedDeterministic);

    private StableBaselinesModel ValueNetwork() =>
        Sequence("q_net.q_net.", PolicyKind.Greedy) with
        {
            ExplorationRate = Math.Clamp(settings.ExplorationRate, 0, 1),
        };

    /// <summary>Layers of which the last is the output.</summary>
    private StableBaselinesModel Sequence(string prefix, PolicyKind kind)
    {
        var layers = Layers(prefix);
        return layers.IsEmpty
            ? throw Fail($"has no layers {prefix}0.weight, ...")
            : new StableBaselinesModel
            {
                Kind = kind,
                Hidden = layers[..^1],
                Activation = Activation("ReLU"),
                Output = layers[^1],
            };
    }

    /// <summary>The affine layers of a sequence, among which stand activations without weights.</summary>
    private ImmutableArray<ExpertLayer> Layers(string prefix)
    {
        var numbers = weights
            .Arrays.Select(array => array.Name)
            .Where(name =>
                name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".weight", StringComparison.Ordinal)
            )
            .Select(name => name[prefix.Length..^".weight".Length])
            .Select(text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw Fail($"has weights {prefix}{text}, which no MlpPolicy has.")
            )
            .Order();
        var layers = ImmutableArray.CreateBuilder<ExpertLayer>();
        foreach (var number in numbers)
        {
            layers.Add(Layer($"{prefix}{number}"));
        }
        return layers.ToImmutable();
    }

    /// <summary>y = W x + b with W [out, in], as PyTorch keeps it, and b [out], which may be absent.</summary>
    private ExpertLayer Layer(string name)
    {
        var weight = Finite($"{name}.weight");
        if (weight.Shape.Rank != 2 || weight.Length == 0)
        {
            throw Fail(
                $"{name}.weight has the shape {weight.Shape}, expected [outputs, inputs]; only plain layers are read, no normalisation and no images."
            );
        }
        var (outputs, inputs) = (weight.Shape[0], weight.Shape[1]);
        var bias = Has($"{name}.bias") ? Finite($"{name}.bias") : NdArray.Vector<double>(new double[outputs]);
        if (bias.Shape.Rank != 1 || bias.Length != outputs)
        {
            throw Fail($"{name}.bias has the shape {bias.Shape}, expected [{outputs}].");
        }
        var transposed = new double[weight.Length];
        for (var i = 0; i < inputs; i++)
        {
            for (var j = 0; j < outputs; j++)
            {
                transposed[(i * outputs) + j] = weight[j, i];
            }
        }
        return new ExpertLayer(NdArray.Matrix<double>(inputs, outputs, transposed), bias);
    }

    private NdArray<double> Deviations(
        string name,
        NdArray<double> values,
        ImmutableArray<ExpertLayer> hidden,
        ExpertLayer output
    )
    {
        var (width, actions) = (hidden.IsEmpty ? output.InputWidth : hidden[^1].OutputWidth, output.OutputWidth);
        var shape = values.Shape;
        if (shape.Rank == 1 && shape[0] == actions)
        {
            return values;
        }
        // One standard deviation for all actions where gSDE is asked to save parameters.
        return shape.Rank == 2 && shape[0] == width && (shape[1] == actions || shape[1] == 1)
            ? NdArray.Matrix<double>(
                width,
                actions,
                [.. Enumerable.Range(0, width * actions).Select(i => values[i / actions, i % actions % shape[1]])]
            )
            : throw Fail($"{name} has the shape {shape}, expected [{actions}].");
    }

    private string Activation(string usual)
    {
        var name = settings.Activation ?? usual;
        return HiddenActivation.ByName.ContainsKey(name)
            ? name
            : throw Fail(
                $"has the activation {name}, which is not read; known are {string.Join(", ", HiddenActivation.ByName.Keys.Order())}."
            );
    }

    private void RefuseOthers()
    {
        if (weights.Arrays.FirstOrDefault(array => array.Name.Contains("lstm", StringComparison.Ordinal)) is { } lstm)
        {
            throw Fail($"has a recurrent policy ({lstm.Name}), which is not read; only MlpPolicy is.");
        }
        if (
            weights.Arrays.FirstOrDefault(array =>
                array.Name.Contains("features_extractor.", StringComparison.Ordinal)
                && !array.Name.StartsWith("critic", StringComparison.Ordinal)
            ) is
            { } extractor
        )
        {
            throw Fail(
                $"extracts features with a network of its own ({extractor.Name}), as CnnPolicy and MultiInputPolicy do; only MlpPolicy is read."
            );
        }
    }

    private bool Has(string name) => weights.Contains(name);

    private bool Any(string prefix) =>
        weights.Arrays.Any(array => array.Name.StartsWith(prefix, StringComparison.Ordinal));

    private NdArray<double> Finite(string name)
    {
        var array = weights.Doubles(name);
        foreach (var value in array.Span)
        {
            if (!double.IsFinite(value))
            {
                throw Fail($"{name} holds {value.ToString(CultureInfo.InvariantCulture)}; weights must be finite.");
            }
        }
        return array;
    }

    private DemonstrationException Fail(string problem) => new(path, StableBaselinesModel.WeightsMember, problem);
}
