using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;

namespace Gail.Data.Formats.Unity;

/// <summary>
/// A protobuf message that is only read. Field numbers are those of ML-Agents' communicator_objects; fields that say
/// nothing here are passed over.
/// </summary>
internal abstract class UnityMessage : IMessage
{
    public MessageDescriptor Descriptor => throw new NotSupportedException("Messages are only read.");

    public int CalculateSize() => throw new NotSupportedException("Messages are only read.");

    public void WriteTo(CodedOutputStream output) => throw new NotSupportedException("Messages are only read.");

    public void MergeFrom(CodedInputStream input)
    {
        uint tag;
        while ((tag = input.ReadTag()) != 0)
        {
            if (!TryField(input, tag))
            {
                input.SkipLastField();
            }
        }
    }

    /// <summary>Reads a field if it is one of interest. The tag is the field's number times 8 plus its wire type.</summary>
    protected abstract bool TryField(CodedInputStream input, uint tag);
}

/// <summary>What the first bytes of the file tell: DemonstrationMetaProto.</summary>
internal sealed class UnityMeta : UnityMessage
{
    public int Version { get; private set; }

    /// <summary>The number of records; 0 in a file that was never closed.</summary>
    public int Records { get; private set; }

    /// <summary>The number of episodes; the recorder counts one more when it closes.</summary>
    public int Episodes { get; private set; }

    /// <summary>The sum of all rewards over the number of episodes.</summary>
    public float MeanReward { get; private set; }

    protected override bool TryField(CodedInputStream input, uint tag)
    {
        switch (tag)
        {
            case (1 << 3) | 0:
                Version = input.ReadInt32();
                return true;
            case (3 << 3) | 0:
                Records = input.ReadInt32();
                return true;
            case (4 << 3) | 0:
                Episodes = input.ReadInt32();
                return true;
            case (5 << 3) | 5:
                MeanReward = input.ReadFloat();
                return true;
            default:
                return false;
        }
    }
}

/// <summary>The kinds of actions: BrainParametersProto.</summary>
internal sealed class UnityBehavior : UnityMessage
{
    private static readonly FieldCodec<int> Sizes = FieldCodec.ForInt32((3 << 3) | 2);

    private readonly RepeatedField<int> _oldSizes = [];
    private readonly UnityActionSpec _spec = new();
    private bool _hasSpec;
    private bool _isContinuous;

    public string Name { get; private set; } = "";

    /// <summary>The number of continuous values.</summary>
    public int Continuous =>
        _hasSpec ? _spec.Continuous
        : _isContinuous ? _oldSizes.FirstOrDefault()
        : 0;

    /// <summary>The number of alternatives of each choice.</summary>
    public IReadOnlyList<int> Choices =>
        _hasSpec ? _spec.Choices
        : _isContinuous ? []
        : _oldSizes;

    protected override bool TryField(CodedInputStream input, uint tag)
    {
        switch (tag)
        {
            // Packed, or one by one.
            case (3 << 3) | 2:
            case (3 << 3) | 0:
                _oldSizes.AddEntriesFrom(input, Sizes);
                return true;
            case (6 << 3) | 0:
                _isContinuous = input.ReadEnum() == 1;
                return true;
            case (7 << 3) | 2:
                Name = input.ReadString();
                return true;
            case (9 << 3) | 2:
                _hasSpec = true;
                input.ReadMessage(_spec);
                return true;
            default:
                return false;
        }
    }
}

/// <summary>The kinds of actions in newer files: ActionSpecProto.</summary>
internal sealed class UnityActionSpec : UnityMessage
{
    private static readonly FieldCodec<int> Sizes = FieldCodec.ForInt32((3 << 3) | 2);

    public int Continuous { get; private set; }

    public RepeatedField<int> Choices { get; } = [];

    protected override bool TryField(CodedInputStream input, uint tag)
    {
        switch (tag)
        {
            case (1 << 3) | 0:
                Continuous = input.ReadInt32();
                return true;
            case (3 << 3) | 2:
            case (3 << 3) | 0:
                Choices.AddEntriesFrom(input, Sizes);
                return true;
            default:
                return false;
        }
    }
}
