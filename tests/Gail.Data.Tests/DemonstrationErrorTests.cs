using System.IO.Compression;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests;

/// <summary>Every way a file can be wrong, what the message must name, and that nothing is left behind.</summary>
public class DemonstrationErrorTests
{
    private const float NaN = float.NaN;

    /// <summary>Layout, array to replace (or to remove, without content), texts the message must have.</summary>
    public static TheoryData<string, string, byte[]?, string> Spoilt =>
        new()
        {
            // Unknown layouts.
            { "stable-baselines", "obs", null, "of no known layout. Known are gail" },
            { "imitation", "terminal", null, "missing terminal" },
            // Types.
            { "stable-baselines", "obs", Npy.NoObjects(5), "obs: holds pickled Python objects" },
            { "stable-baselines", "obs", Npy.Of<byte>("|S2", [5, 1], new byte[10]), "obs: the element type '|S2'" },
            { "imitation", "indices", Npy.Doubles([1], 3), "indices: expected integers but the element type is '<f8'" },
            { "imitation", "terminal", Npy.Longs([2], 1, 2), "terminal: expected true or false" },
            { "gail", "actions", Npy.NoObjects(5), "actions: holds pickled" },
            // Bad numbers.
            {
                "stable-baselines",
                "obs",
                Npy.Floats([5, 2], 0, 1, 2, 3, 4, 5, 6, 7, NaN, 9),
                "obs: row 4 (episode 1, step 1), column 0 is NaN"
            },
            {
                "stable-baselines",
                "obs",
                Npy.Doubles([5, 2], 0, 1, 2, 1e300, 4, 5, 6, 7, 8, 9),
                "obs: row 1 (episode 0, step 1), column 1 is 1E+300, beyond the range of float32"
            },
            {
                "imitation",
                "acts",
                Npy.Floats([5, 1], 0, 1, 2, 3, NaN),
                "acts: row 4 (episode 1, step 1), column 0 is NaN"
            },
            {
                "imitation",
                "obs",
                Npy.Floats([7, 1], 0, 1, 2, 3, NaN, 5, 6),
                "obs: row 4 (episode 1, step 0), column 0 is NaN"
            },
            {
                "imitation",
                "obs",
                Npy.Floats([7, 1], 0, 1, 2, NaN, 4, 5, 6),
                "obs: row 3 (after the last step of episode 0), column 0 is NaN"
            },
            {
                "gail",
                "final_observations",
                Npy.Floats([2, 2], 0, 1, 2, NaN),
                "final_observations: row 1 (after the last step of episode 1), column 1 is NaN"
            },
            // Choices.
            {
                "stable-baselines",
                "actions",
                Npy.Longs([5, 1], 0, 1, 0, -1, 1),
                "actions: row 3 (episode 1, step 0) is -1, expected an integer"
            },
            {
                "stable-baselines",
                "actions",
                Npy.Longs([5], 0, 1, 1L << 40, 1, 1),
                "actions: row 2 (episode 0, step 2) is"
            },
            {
                "gail",
                "actions",
                Npy.Longs([5, 1], 0, 1, 0, 1, 2),
                "actions: row 4 (episode 1, step 1) is 2, expected an integer from 0 to 1"
            },
            // Row counts and widths.
            {
                "stable-baselines",
                "actions",
                Npy.Longs([4, 1], 0, 1, 0, 1),
                "actions: has 4 rows but obs has 5 steps"
            },
            {
                "stable-baselines",
                "episode_starts",
                Npy.Flags(true, false),
                "episode_starts: has the shape [2] but obs has 5 steps"
            },
            {
                "stable-baselines",
                "obs",
                Npy.Floats([5, 2, 1], new float[10]),
                "obs: expected two dimensions, [steps, width], but the shape is [5, 2, 1]"
            },
            { "stable-baselines", "obs", Npy.Floats([5, 0]), "obs: rows hold no values" },
            { "imitation", "obs", Npy.Floats([5, 2], new float[10]), "obs: has the shape [5, 2], expected [7, width]" },
            { "imitation", "terminal", Npy.Flags(true), "terminal: has 1 rows but there are 2 episodes" },
            {
                "gail",
                "final_observations",
                Npy.Floats([2, 1], 1, 2),
                "final_observations: has 1 values per row but observations has 2"
            },
            {
                "gail",
                "final_observations",
                Npy.Floats([1, 2], 1, 2),
                "final_observations: has 1 rows but there are 2 episodes"
            },
            { "gail", "terminated", Npy.Flags(true), "terminated: has 1 rows" },
            { "gail", "ended", Npy.Flags(false, true), "ended: says that episode 0 was cut" },
            // Episodes.
            {
                "stable-baselines",
                "episode_starts",
                Npy.Flags(false, true, false, true, false),
                "episode_starts: the first episode must start at row 0 but starts at 1"
            },
            { "stable-baselines", "episode_starts", Npy.Flags(new bool[5]), "episode_starts: there are no episodes" },
            { "imitation", "indices", Npy.Longs([1], 0), "indices: split point 0 is 0, expected 1 to 4" },
            { "imitation", "indices", Npy.Longs([1], 5), "indices: split point 0 is 5" },
            { "imitation", "indices", Npy.Longs([2], 3, 2), "indices: split point 1 is 2, expected 4 to 4" },
            { "imitation", "acts", Npy.Floats([0, 1]), "indices: there are no episodes: acts has no rows" },
            { "gail", "episode_starts", Npy.Longs([0]), "episode_starts: there are no episodes" },
            {
                "gail",
                "episode_starts",
                Npy.Longs([2], 1, 3),
                "episode_starts: the first episode must start at row 0 but starts at 1"
            },
            { "gail", "episode_starts", Npy.Longs([3], 0, 4, 3), "episode_starts: episodes must be in order" },
            { "gail", "episode_starts", Npy.Longs([3], 0, 3, 3), "episode_starts: episode 1 is empty" },
            {
                "gail",
                "episode_starts",
                Npy.Longs([2], 0, 5),
                "episode_starts: episode 1 starts at row 5 but there are 5 rows"
            },
            { "gail", "episode_starts", Npy.Longs([2], 0, -3), "episode_starts: episode 1 starts at row -3" },
            {
                "gail",
                "steps",
                Npy.Longs([5], 0, 1, 1, 0, 1),
                "steps: steps must increase within an episode, but row 2"
            },
            {
                "gail",
                "steps",
                Npy.Longs([5], -1, 1, 2, 0, 1),
                "steps: steps must increase within an episode, but row 0"
            },
            { "gail", "steps", Npy.Longs([5], 0, 1, 3, 0, 1), "final_observations: expected none" },
            // The own layout.
            { "gail", "gail_version", Npy.Longs([], 2), "gail_version: is 2, expected 1" },
            { "gail", "gail_version", Npy.Longs([2], 1, 1), "gail_version: is an array of shape [2]" },
            { "gail", "metadata", Npy.Of<byte>("|u1", [1], (byte)'{'), "metadata: expected a JSON object" },
            { "gail", "metadata", Npy.Of<byte>("|u1", [2], (byte)'[', (byte)']'), "metadata: expected a JSON object" },
            { "gail", "metadata", Npy.Longs([1], 300), "metadata: expected at most" },
            // Headers.
            {
                "gail",
                "rewards",
                Npy.Raw(Npy.Header("<f8", [5]), new byte[32]),
                "rewards: the header promises 40 bytes of data"
            },
            {
                "gail",
                "rewards",
                Npy.Raw(Npy.Header("<f8", [5]), new byte[48]),
                "rewards: the header promises 40 bytes of data"
            },
            {
                "gail",
                "rewards",
                Npy.Raw(Npy.Header("<f8", [int.MaxValue, 9]), new byte[48]),
                "rewards: the shape (2147483647, 9) has more elements"
            },
            {
                "gail",
                "rewards",
                Npy.Raw("{'descr': '<f8', 'fortran_order': False}", []),
                "rewards: the .npy header is malformed: 'descr', 'fortran_order' or 'shape' is missing"
            },
            {
                "gail",
                "rewards",
                Npy.Raw("{'descr': __import__('os')}", []),
                "rewards: the .npy header is malformed: expected a quoted text"
            },
            {
                "gail",
                "rewards",
                Npy.Raw(Npy.Header("<f8", [5]), new byte[40], version: 9),
                "rewards: is of .npy version 9"
            },
            { "gail", "rewards", "not an array"u8.ToArray(), "rewards: is no .npy array" },
            { "gail", "rewards", [0x93], "rewards: the archive is damaged or was cut off" },
        };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public void Files_with_one_array_spoilt(string format, string array, byte[]? content, string expected)
    {
        var arrays = Samples.Of(format);
        if (content is null)
        {
            arrays.Remove(array);
        }
        else
        {
            arrays[array] = content;
        }
        Refused.Check(Npy.Zip(arrays), "demo.npz", expected);
    }

    [Fact]
    public void Unknown_layouts_list_what_was_found_and_what_is_known() =>
        Refused.Check(
            Npy.Zip(new Dictionary<string, byte[]> { ["weights"] = Npy.Floats([1], 1) }),
            "demo.npz",
            "weights",
            "gail (gail_version, observations, episode_starts",
            "stable-baselines (actions, obs, episode_starts",
            "imitation (obs, acts, indices, terminal"
        );

    [Fact]
    public void Archives_without_arrays() => Refused.Check(Npy.Zip([]), "demo.npz", "no arrays");

    [Fact]
    public void Arrays_that_come_twice() =>
        Refused.Check(
            Npy.Zip([.. Samples.Gail(), new("actions", Npy.Longs([5], 0, 1, 0, 1, 1))]),
            "demo.npz",
            "actions: comes twice"
        );

    [Fact]
    public void A_flipped_bit_breaks_the_checksum()
    {
        var zip = Npy.Zip(Samples.Gail());
        var at = zip.AsSpan().IndexOf(BitConverter.GetBytes(70f));
        zip[at] ^= 1;
        Refused.Check(zip, "demo.npz", "final_observations: the checksum does not match");
    }

    [Fact]
    public void A_size_that_deflate_cannot_reach_is_refused_before_memory_is_taken()
    {
        var arrays = Samples.Gail();
        // The true size of the array and of the entry are both replaced by a great one that agrees with the header.
        var header = Npy.Raw(Npy.Header("<f8", [100_000_000]), []);
        arrays["rewards"] = header;
        var zip = Npy.Zip(arrays, CompressionLevel.Optimal);
        Replace(zip, header.Length, header.Length + 800_000_000);
        Refused.Check(zip, "demo.npz", "rewards: claims to hold", "which cannot be");
    }

    [Fact]
    public void A_bomb_larger_than_the_limit_is_refused()
    {
        var arrays = Samples.Gail();
        var header = Npy.Raw(Npy.Header("<f8", [200_000_000]), []);
        arrays["rewards"] = header;
        var zip = Npy.Zip(arrays);
        Replace(zip, header.Length, header.Length + 1_600_000_000);
        Refused.Check(zip, "demo.npz", "rewards: has 1600000000 bytes, expected 1073741824 at most");
    }

    /// <summary>Replaces the uncompressed size in the directory record of the array of that size.</summary>
    private static void Replace(byte[] zip, int size, int other)
    {
        for (var at = 0; at + 46 < zip.Length; at++)
        {
            var isRecord = zip.AsSpan(at).StartsWith("PK\u0001\u0002"u8);
            if (isRecord && BitConverter.ToInt32(zip, at + 24) == size)
            {
                BitConverter.TryWriteBytes(zip.AsSpan(at + 24), other);
                return;
            }
        }
        Assert.Fail("There is no array of that size.");
    }
}
