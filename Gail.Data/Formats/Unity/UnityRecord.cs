using Google.Protobuf;
using Google.Protobuf.Collections;

namespace Gail.Data.Formats.Unity;

/// <summary>A record of what an agent saw and did: AgentInfoActionPairProto.</summary>
internal sealed class UnityRecord : UnityMessage
{
    /// <summary>What it saw.</summary>
    public UnityAgent Agent { get; } = new();

    /// <summary>What it did.</summary>
    public UnityAction Action { get; } = new();

    protected override bool TryField(CodedInputStream input, uint tag)
    {
        switch (tag)
        {
            case (1 << 3) | 2:
                input.ReadMessage(Agent);
                return true;
            case (2 << 3) | 2:
                input.ReadMessage(Action);
                return true;
            default:
                return false;
        }
    }
}

/// <summary>What an agent saw: AgentInfoProto.</summary>
internal sealed class UnityAgent : UnityMessage
{
    /// <summary>An empty one takes two bytes in a file and a hundred times as many here.</summary>
    private const int MostObservations = 10_000;

    /// <summary>For what it did before.</summary>
    public float Reward { get; private set; }

    public bool Done { get; private set; }

    /// <summary>Whether it is done because of the limit of steps.</summary>
    public bool MaxStepReached { get; private set; }

    /// <summary>Whose record it is; an agent gets another one with every episode.</summary>
    public int Id { get; private set; }

    public List<UnityObservation> Observations { get; } = [];

    protected override bool TryField(CodedInputStream input, uint tag)
    {
        switch (tag)
        {
            case (7 << 3) | 5:
                Reward = input.ReadFloat();
                return true;
            case (8 << 3) | 0:
                Done = input.ReadBool();
                return true;
            case (9 << 3) | 0:
                MaxStepReached = input.ReadBool();
                return true;
            case (10 << 3) | 0:
                Id = input.ReadInt32();
                return true;
            case (13 << 3) | 2 when Observations.Count == MostObservations:
                throw new InvalidDataException($"an agent has more than {MostObservations} observations");
            case (13 << 3) | 2:
                var observation = new UnityObservation();
                input.ReadMessage(observation);
                Observations.Add(observation);
                return true;
            default:
                return false;
        }
    }
}

/// <summary>What one sensor saw: ObservationProto.</summary>
internal sealed class UnityObservation : UnityMessage
{
    private readonly UnityFloats _floats = new();

    /// <summary>Whether it holds an image or other compressed data.</summary>
    public bool IsCompressed { get; private set; }

    public RepeatedField<float> Values => _floats.Values;

    public string Name { get; private set; } = "";

    protected override bool TryField(CodedInputStream input, uint tag)
    {
        switch (tag)
        {
            case (3 << 3) | 2:
                IsCompressed = true;
                return false;
            case (4 << 3) | 2:
                input.ReadMessage(_floats);
                return true;
            case (8 << 3) | 2:
                Name = input.ReadString();
                return true;
            default:
                return false;
        }
    }
}

/// <summary>The numbers of a sensor: ObservationProto.FloatData.</summary>
internal sealed class UnityFloats : UnityMessage
{
    private static readonly FieldCodec<float> Floats = FieldCodec.ForFloat((1 << 3) | 2);

    public RepeatedField<float> Values { get; } = [];

    protected override bool TryField(CodedInputStream input, uint tag)
    {
        if (tag is not ((1 << 3) | 2) and not ((1 << 3) | 5))
        {
            return false;
        }
        Values.AddEntriesFrom(input, Floats);
        return true;
    }
}

/// <summary>What an agent did: AgentActionProto.</summary>
internal sealed class UnityAction : UnityMessage
{
    private static readonly FieldCodec<float> OldFloats = FieldCodec.ForFloat((1 << 3) | 2);
    private static readonly FieldCodec<float> Floats = FieldCodec.ForFloat((6 << 3) | 2);
    private static readonly FieldCodec<int> Integers = FieldCodec.ForInt32((7 << 3) | 2);

    /// <summary>Either kind of actions in older files.</summary>
    public RepeatedField<float> Old { get; } = [];

    public RepeatedField<float> Continuous { get; } = [];

    public RepeatedField<int> Choices { get; } = [];

    protected override bool TryField(CodedInputStream input, uint tag)
    {
        switch (tag)
        {
            case (1 << 3) | 2:
            case (1 << 3) | 5:
                Old.AddEntriesFrom(input, OldFloats);
                return true;
            case (6 << 3) | 2:
            case (6 << 3) | 5:
                Continuous.AddEntriesFrom(input, Floats);
                return true;
            case (7 << 3) | 2:
            case (7 << 3) | 0:
                Choices.AddEntriesFrom(input, Integers);
                return true;
            default:
                return false;
        }
    }
}
