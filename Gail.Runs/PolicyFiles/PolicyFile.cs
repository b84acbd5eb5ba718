using System.Collections.Immutable;
using System.Text.Json;
using Gail.Configuration;
using Gail.Data.Files;
using Gail.Data.Views;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs.Tensors;

namespace Gail.Runs.PolicyFiles;

/// <summary>
/// A trained policy as one safetensors file: weights and normaliser moments as tensors, the architecture as metadata.
/// All that a program needs to act.
/// </summary>
/// <param name="Architecture">Spaces, layers and the environment it was trained for.</param>
/// <param name="Policy">The policy, ready to act.</param>
public sealed record PolicyFile(PolicyArchitecture Architecture, NetworkPolicy Policy)
{
    private const string FormatKey = "gail.format";
    private const string Format = "gail-policy-2";

    // The same without a checksum.
    private const string EarlierFormat = "gail-policy-1";
    private const string ArchitectureKey = "gail.architecture";
    private const string PartsKey = "gail.observation_parts";

    /// <summary>
    /// The members of the dictionaries that its demonstrations' observations were flattened from, in the order in which
    /// it expects their values; empty where they were vectors.
    /// </summary>
    public ImmutableArray<ColumnPart> ObservationParts { get; init; } = [];

    /// <summary>
    /// The policy as one that a file describes in full, a perceptron with the space's usual distribution; null where it is
    /// of another kind.
    /// </summary>
    /// <param name="policy">Any policy.</param>
    public static NetworkPolicy? Describes(IPolicy policy) =>
        policy is NetworkPolicy { Network.IsDescribed: true } described ? described : null;

    /// <summary>Writes a policy whole or not at all.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="environment">The id of the environment it was trained for.</param>
    /// <param name="policy">The policy; a perceptron, see <see cref="Describes"/>.</param>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    public static void Write(string path, string environment, IPolicy policy) => Write(path, environment, policy, []);

    /// <summary>Writes a policy whole or not at all.</summary>
    /// <param name="path">The file to make or replace.</param>
    /// <param name="environment">The id of the environment it was trained for.</param>
    /// <param name="observationParts">See <see cref="ObservationParts"/>.</param>
    public static void Write(
        string path,
        string environment,
        IPolicy policy,
        ImmutableArray<ColumnPart> observationParts
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        var described =
            Describes(policy)
            ?? throw new ArgumentException(
                $"A policy file describes perceptrons, and this policy is a {policy.GetType().Name} of another kind.",
                nameof(policy)
            );
        var network = described.Network;
        var architecture = new PolicyArchitecture(
            environment,
            network.ObservationWidth,
            network.Action,
            network.Options
        );
        // What acts, without what trained it (an optimiser's moments).
        var tree = StateTree
            .Empty.With("parameters", described.State.Child("parameters"))
            .With("moments", described.State.Child("moments"));
        var metadata = ImmutableDictionary<string, string>
            .Empty.Add(FormatKey, Format)
            .Add(ArchitectureKey, OptionsJson.WriteArchitecture(architecture));
        if (!observationParts.IsDefaultOrEmpty)
        {
            metadata = metadata.Add(PartsKey, ColumnPartsJson.Write(observationParts));
        }
        Safetensors.Write(path, tree, metadata);
    }

    /// <summary>Reads a policy.</summary>
    /// <param name="path">A policy file, or a run directory that holds one.</param>
    /// <exception cref="DataFileException">There is none, or it is damaged.</exception>
    public static PolicyFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = Directory.Exists(path) ? Path.Combine(path, RunDirectory.PolicyName) : path;
        if (Directory.Exists(path) && !File.Exists(file))
        {
            throw new RunException(path, $"holds no {RunDirectory.PolicyName}; is it a run directory of gail train?");
        }
        var read = Safetensors.Read(file);
        var format = read.Metadata.GetValueOrDefault(FormatKey);
        if (format is not (Format or EarlierFormat))
        {
            throw new RunException(
                file,
                $"is a safetensors file but no policy that this version of gail reads (metadata {FormatKey} is '{format}')."
            );
        }
        if (format == Format && !read.HasChecksum)
        {
            throw new RunException(
                file,
                "is damaged: the checksum that every policy file of its version has is missing."
            );
        }
        try
        {
            var architecture = OptionsJson.ReadArchitecture(read.Metadata.GetValueOrDefault(ArchitectureKey, ""));
            var network = architecture.ToNetwork();
            RequireShapes(file, read.Tree, network);
            return new PolicyFile(architecture, new NetworkPolicy(network, read.Tree))
            {
                ObservationParts = ColumnPartsJson.Read(read.Metadata.GetValueOrDefault(PartsKey, "[]")),
            };
        }
        catch (Exception e) when (e is FormatException or KeyNotFoundException or ArgumentException or JsonException)
        {
            throw new RunException(file, $"does not hold a usable policy: {e.Message}", e);
        }
    }

    private static void RequireShapes(string file, StateTree tree, PolicyNetwork network)
    {
        // From the graph: weights made to compare with would take whatever memory the file claims.
        var width = new Shape(network.ObservationWidth);
        var expected = network
            .Parameters.Select(node =>
                (Path: node.Name, Type: ElementType.F32, Shape: new Shape(node.Rows.Resolve(0), node.Columns))
            )
            .Append(("moments/count", ElementType.F64, Shape.Scalar))
            .Append(("moments/mean", ElementType.F64, width))
            .Append(("moments/squared_deviations", ElementType.F64, width));
        foreach (var (path, type, shape) in expected)
        {
            var found = tree.Leaves.FirstOrDefault(leaf => leaf.Path == path)?.Value;
            if (found is null || found.ElementType != type || found.Shape != shape)
            {
                throw new RunException(
                    file,
                    $"tensor '{path}' should be {type}{shape} but is {found?.ToString() ?? "missing"}."
                );
            }
        }
    }
}
