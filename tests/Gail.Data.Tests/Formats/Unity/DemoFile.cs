using Google.Protobuf;

namespace Gail.Data.Tests.Formats.Unity;

/// <summary>Makes ML-Agents' .demo files field by field, as its recorder writes them.</summary>
internal static class DemoFile
{
    /// <summary>A message of fields that are already encoded.</summary>
    public static byte[] Message(params byte[][] fields) => [.. fields.SelectMany(field => field)];

    public static byte[] Integer(int field, long value) =>
        Coded(output =>
        {
            output.WriteTag(field, WireFormat.WireType.Varint);
            output.WriteInt64(value);
        });

    public static byte[] Float(int field, float value) =>
        Coded(output =>
        {
            output.WriteTag(field, WireFormat.WireType.Fixed32);
            output.WriteFloat(value);
        });

    public static byte[] Bytes(int field, byte[] value) =>
        Coded(output =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(value));
        });

    public static byte[] Text(int field, string value) => Bytes(field, System.Text.Encoding.UTF8.GetBytes(value));

    /// <summary>Numbers side by side without tags between them, as proto3 packs them.</summary>
    public static byte[] Floats(int field, params float[] values) =>
        Bytes(field, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Integers(int field, params int[] values) =>
        Bytes(field, [.. values.SelectMany(value => Coded(output => output.WriteInt32(value)))]);

    /// <summary>A message with its length before it.</summary>
    public static byte[] Delimited(byte[] message) =>
        [.. Coded(output => output.WriteLength(message.Length)), .. message];

    /// <summary>What comes first, filled up to 33 bytes.</summary>
    public static byte[] Meta(int records, int version = 1, int episodes = 2, float mean = 0)
    {
        var message = Delimited(Claims(records, version, episodes, mean));
        return [.. message, .. new byte[33 - message.Length]];
    }

    /// <summary>The first message, which the recorder leaves behind the records once more.</summary>
    public static byte[] Claims(int records, int version = 1, int episodes = 2, float mean = 0) =>
        Message(Integer(1, version), Text(2, "demo"), Integer(3, records), Integer(4, episodes), Float(5, mean));

    /// <summary>Continuous actions and the numbers of alternatives of discrete ones, in the words of newer files.</summary>
    public static byte[] Behavior(int continuous, params int[] choices) =>
        Delimited(
            Message(
                Text(7, "Walker"),
                Bytes(9, Message(Integer(1, continuous), Integer(2, choices.Length), Integers(3, choices)))
            )
        );

    public static byte[] Observation(string name, params float[] values) =>
        Bytes(13, Message(Integers(1, values.Length), Bytes(4, Floats(1, values)), Text(8, name)));

    public static byte[] Image(string name) =>
        Bytes(13, Message(Integers(1, 8, 8, 3), Integer(2, 1), Bytes(3, [1, 2, 3]), Text(8, name)));

    public static byte[] Record(float reward, int done, byte[] action, params byte[][] observations) =>
        RecordOf(5, reward, done, action, observations);

    /// <summary>A record of the agent of a number.</summary>
    public static byte[] RecordOf(int id, float reward, int done, byte[] action, params byte[][] observations) =>
        Delimited(
            Message(
                Bytes(
                    1,
                    Message(
                        Float(7, reward),
                        Integer(8, done > 0 ? 1 : 0),
                        Integer(9, done > 1 ? 1 : 0),
                        Integer(10, id),
                        Message(observations)
                    )
                ),
                Bytes(2, action)
            )
        );

    /// <summary>
    /// Two steps that end by termination, one that the limit cuts, one that goes on: seven records, and behind them the
    /// copy of the first message that the recorder leaves.
    /// </summary>
    public static byte[] Walk() =>
        [
            .. Meta(7, episodes: 3, mean: 100f / 3),
            .. Behavior(1),
            .. Record(0, 0, Floats(6, 0), Observation("a", 0, 1)),
            .. Record(10, 0, Floats(6, 0.1f), Observation("a", 2, 3)),
            .. Record(20, 1, Floats(6, 0.2f), Observation("a", 4, 5)),
            .. Record(0, 0, Floats(6, 0.3f), Observation("a", 6, 7)),
            .. Record(30, 2, Floats(6, 0.4f), Observation("a", 8, 9)),
            .. Record(0, 0, Floats(6, 0.5f), Observation("a", 10, 11)),
            .. Record(40, 0, Floats(6, 0.6f), Observation("a", 12, 13)),
            .. Claims(7, episodes: 3, mean: 100f / 3),
        ];

    private static byte[] Coded(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }
        return stream.ToArray();
    }
}
