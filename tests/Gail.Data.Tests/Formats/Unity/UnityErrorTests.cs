namespace Gail.Data.Tests.Formats.Unity;

/// <summary>What can be wrong with a .demo file, and what the message must say.</summary>
public class UnityErrorTests
{
    private static readonly byte[] Seen = DemoFile.Observation("a", 1, 2);
    private static readonly byte[] Done = DemoFile.Floats(6, 0.5f);

    private static byte[] File(byte[] behavior, params byte[][] records) =>
        [.. DemoFile.Meta(records.Length), .. behavior, .. records.SelectMany(record => record)];

    private static byte[] Two(byte[] behavior, byte[] action, params byte[][] observations) =>
        File(behavior, DemoFile.Record(0, 0, action, observations), DemoFile.Record(0, 0, action, observations));

    public static TheoryData<byte[], string> Spoilt =>
        new()
        {
            { [.. DemoFile.Meta(1, version: 7), .. DemoFile.Behavior(1)], "api_version: is 7, expected 0 or 1" },
            { [.. DemoFile.Meta(0), .. DemoFile.Behavior(1)], "holds no records" },
            { File(DemoFile.Behavior(1), DemoFile.Record(0, 0, Done, Seen)), "holds no steps" },
            { DemoFile.Walk()[..40], "the behavior's parameters at byte 33: it claims" },
            { DemoFile.Walk()[..70], "more than the file has left; it was cut off" },
            {
                File(DemoFile.Behavior(1), DemoFile.Record(0, 0, Done, Seen), []),
                ": the file ends within it; it was cut off"
            },
            {
                File(DemoFile.Behavior(1), [0xFF, 0xFF, 0xFF, 0xFF, 0x0F]),
                "record 0 at byte 50: it claims 4294967295 bytes, expected 67108864 at most"
            },
            {
                File(DemoFile.Behavior(1), [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
                "record 0 at byte 50: its length has more than five bytes"
            },
            { File(DemoFile.Behavior(1), [3, 0x0A, 0x7F, 0x00]), "record 0 at byte 50: it is damaged:" },
            {
                File(DemoFile.Behavior(1), DemoFile.Delimited([.. Enumerable.Repeat((byte)0x0B, 5000)])),
                "record 0 at byte 50: it is damaged:"
            },
            { Two(DemoFile.Behavior(1), Done, DemoFile.Image("camera")), "observations: hold images only" },
            { Two(DemoFile.Behavior(1), Done), "observations: there are none" },
            {
                Two(
                    DemoFile.Behavior(2, 3),
                    DemoFile.Message(DemoFile.Floats(6, 1, 2), DemoFile.Integers(7, 0, 1)),
                    Seen
                ),
                "record 0: has 2 discrete action values but the behavior 1."
            },
            { Two(DemoFile.Behavior(2), Done, Seen), "record 0: has 1 action values but the behavior 2." },
            { Two(DemoFile.Behavior(0, 0), Done, Seen), "actions: the behavior's parameters are damaged" },
            {
                Two(DemoFile.Behavior(1), Done, [.. Enumerable.Repeat(DemoFile.Bytes(13, []), 10_001)]),
                "record 0 at byte 50: it is damaged: an agent has more than 10000 observations"
            },
            // Room for such actions would take a thousand million bytes.
            {
                Two(DemoFile.Behavior(0x0FFF_FFFF), Done, Seen),
                "claim 268435455 values an action, expected 100000 at most"
            },
            {
                Two(DemoFile.Behavior(0, 3), DemoFile.Integers(7, 3), Seen),
                "actions: row 0 (episode 0, step 0) is 3, expected an integer from 0 to 2"
            },
            {
                File(
                    DemoFile.Behavior(1),
                    DemoFile.Record(0, 0, Done, Seen),
                    DemoFile.Record(0, 0, Done, DemoFile.Observation("a", 1))
                ),
                "record 1: has 1 values in 'a' but the first record has 2."
            },
            {
                File(DemoFile.Behavior(1), DemoFile.Record(0, 0, Done, Seen), DemoFile.Record(0, 0, Done, Seen, Seen)),
                "record 1: has 2 observations but the first record has 1."
            },
            {
                Two(DemoFile.Behavior(1), Done, DemoFile.Observation("a", 1, float.NaN)),
                "observations: row 0 (episode 0, step 0), column 1 is NaN"
            },
        };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void Files_that_are_refused(byte[] content, string expected) =>
        Assert.Contains(expected, Refusal(content, DemonstrationFileOptions.Default));

    [Fact]
    public void A_sensor_that_is_not_there_is_named() =>
        Assert.Contains(
            "observations: there is no sensor 'b' that gives numbers; there are a.",
            Refusal(DemoFile.Walk(), DemonstrationFileOptions.Default with { ObservationParts = ["b"] })
        );

    private static string Refusal(byte[] content, DemonstrationFileOptions options)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d", content);
        return Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path, options)).Message;
    }
}
