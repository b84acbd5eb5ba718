using System.Text;
using Gail.Data.Formats.Pickle;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests.Formats.Pickle;

/// <summary>Pickles that want more than numbers are refused by the name of what they want, and nothing of them is run.</summary>
public class HostilePickleTests
{
    private const int Small = 8 << 20;

    private static string Refused(params byte[] pickle)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d.pkl", pickle);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = Assert.Throws<DemonstrationException>(() => PickledArrays.Open(path)).Message;
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken < Small + (200 * pickle.Length), $"{taken:N0} bytes of memory");
        return message;
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'touch pwned'\ntR.", "os.system")]
    [InlineData("(cposix\nsystem\nS'touch pwned'\no.", "posix.system")]
    [InlineData("(S'touch pwned'\nios\nsystem\n.", "os.system")]
    [InlineData("c__builtin__\neval\n(S'1'\ntR.", "__builtin__.eval")]
    [InlineData("cbuiltins\ngetattr\n(NS'x'\ntR.", "builtins.getattr")]
    [InlineData("cbuiltins\n__import__\n(S'os'\ntR.", "builtins.__import__")]
    [InlineData("csubprocess\nPopen\n(lS'id'\natR.", "subprocess.Popen")]
    [InlineData("cnumpy\nload\n(S'x.npy'\ntR.", "numpy.load")]
    [InlineData("cnumpy.testing._private.utils\nrunstring\n(S'1'\ntR.", "numpy.testing._private.utils.runstring")]
    [InlineData("ctorch.storage\n_load_from_bytes\n(S'1'\ntR.", "torch.storage._load_from_bytes")]
    [InlineData("ccopy_reg\n_reconstructor\n(cos\n_wrap_close\nc__builtin__\nobject\nNtR.", "os._wrap_close")]
    public void Names_that_are_not_on_the_list(string pickle, string name) =>
        Assert.Contains(
            $"cannot be read as a Python pickle: it wants '{name}', which is not on the list of what is read",
            Refused(Encoding.Latin1.GetBytes(pickle))
        );

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    public void Reductions_among_arrays(int protocol) =>
        Assert.Contains(
            "it wants 'os.system'",
            Refused(
                Pickled.Of(
                    new Dictionary<string, object?>
                    {
                        ["obs"] = Pickled.Floats([1], 1),
                        ["acts"] = new PickledCall("os", "system", "touch pwned"),
                    },
                    protocol
                )
            )
        );

    [Fact]
    public void A_name_is_no_way_into_a_module_that_is_known() =>
        // What Python would look up as attributes: numpy.core.multiarray, then its os, then its system.
        Assert.Contains(
            "it wants 'numpy.core.multiarray.os.system'",
            Refused(Pickled.Of(new PickledCall("numpy.core.multiarray", "os.system", "touch pwned")))
        );

    [Theory]
    [InlineData("I1\n(tR.", "it wants to call 1, which is none of what is called here")]
    [InlineData("cnumpy\nndarray\n(tR.", "it wants to call 'numpy.ndarray'")]
    [InlineData("Pdatabase\n.", "by the persistent id 'database'; nothing but this file is read")]
    [InlineData("S'a'\nQ.", "by the persistent id 'a'")]
    [InlineData("\u0080\u0002\u0082\u0007.", "entry 7 of Python's extension registry")]
    [InlineData("\u0080\u0002\u0084\u0001\u0001\0\0.", "entry 257 of Python's extension registry")]
    [InlineData("\u0080\u0005\u0097.", "keeps buffers outside of the file")]
    [InlineData("\u0080\u0009.", "it is of protocol 9, expected 0 to 5")]
    [InlineData("(dp0\n", "ends at byte 5 in the middle")]
    [InlineData("\u0080\u0002.", "a value is missing")]
    [InlineData("\u0080\u0002(a.", "a value is missing")]
    [InlineData("\u0080\u0002K\u0001K\u0002a.", "1 cannot be filled")]
    [InlineData("\u0080\u0002h\u0001.", "entry 1 of the memo is missing")]
    [InlineData("\u0080\u0002}]N\u0073.", "a key of a dictionary")]
    [InlineData("\u0080\u0002}.", "it holds no arrays")]
    public void What_is_no_data(string pickle, string problem) =>
        Assert.Contains(problem, Refused(Encoding.Latin1.GetBytes(pickle)));

    [Theory]
    [InlineData("\u0080\u0004\u008e\0\0\0\0\0\0\0\u0010.", "something of 1152921504606846976 bytes is announced")]
    [InlineData(
        "\u0080\u0004\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.",
        "something of 18446744073709551615 bytes"
    )]
    [InlineData("\u0080\u0002T\u00ff\u00ff\u00ff\u007f.", "something of 2147483647 bytes")]
    [InlineData("\u0080\u0002\u008b\u00ff\u00ff\u00ff\u007f.", "something of 2147483647 bytes")]
    [InlineData("\u0080\u0004\u0095\0\0\0\0\0\0\0\u0010.", "something of 1152921504606846976 bytes")]
    public void Lengths_that_cannot_be(string pickle, string problem) =>
        Assert.Contains(problem, Refused(Encoding.Latin1.GetBytes(pickle)));

    [Theory]
    [InlineData(2147483648, "is none, or has more elements than an array can hold")]
    [InlineData(1 << 30, "should have 4294967296 bytes or items but has 4")]
    public void Shapes_that_cannot_be(long extent, string problem)
    {
        var type = new PickledCall("numpy", "dtype", "f4", false, true);
        var array = new PickledCall(
            "numpy._core.numeric",
            "_frombuffer",
            new byte[4],
            type,
            new object?[] { extent },
            "C"
        );
        Assert.Contains(problem, Refused(Pickled.Of(array)));
    }

    [Fact]
    public void References_to_the_same_again_and_again()
    {
        // Ten lists of ten of the one before: ten thousand million numbers in a kilobyte.
        List<byte> laughs = [0x80, 4, .. "](K\u0001K\u0002e"u8, 0x94];
        for (byte level = 0; level < 10; level++)
        {
            laughs.AddRange("]("u8);
            for (var i = 0; i < 10; i++)
            {
                laughs.AddRange([(byte)'h', level]);
            }
            laughs.AddRange([(byte)'e', 0x94]);
        }
        laughs.Add((byte)'.');
        Assert.Contains("again and again", Refused([.. laughs]));
        // A megabyte, sixty times, of different shapes so that it is no array.
        List<byte> copies = [.. Pickled.Of(Pickled.Floats([1 << 18], new float[1 << 18]))[..^1], 0x94, .. "("u8];
        for (var i = 0; i < 60; i++)
        {
            copies.AddRange("(h\0t"u8);
        }
        Assert.Contains("its arrays would unfold to ", Refused([.. copies, .. "t."u8]));
    }

    [Fact]
    public void Depth()
    {
        byte[] deep =
        [
            0x80,
            4,
            .. Enumerable.Repeat((byte)'(', 100_000),
            .. "K\u0001"u8,
            .. Enumerable.Repeat((byte)'t', 100_000),
            .. "."u8,
        ];
        Assert.Contains("more than 32 deep", Refused(deep));
        // A list that holds itself.
        Assert.Contains("more than 32 deep", Refused([0x80, 4, .. "]"u8, 0x94, .. "h\0a."u8]));
    }

    [Fact]
    public void Python_itself_would_have_run_it()
    {
        using var folder = new TemporaryFolder();
        PythonNeeds.Numpy(
            """
            import os, subprocess
            class Call:
                def __init__(self, f, *a): self.f, self.a = f, a
                def __reduce__(self): return self.f, self.a
            for p in range(6):
                with open(args[0] + str(p), 'wb') as f:
                    pickle.dump({'obs': np.ones(3), 'acts': Call(os.system, 'touch ' + args[0] + 'ned')}, f, protocol=p)
            """,
            folder["pw"]
        );
        foreach (var protocol in Enumerable.Range(0, 6))
        {
            var message = Assert
                .Throws<DemonstrationException>(() => DemonstrationReader.Read(folder[$"pw{protocol}"]))
                .Message;
            Assert.Contains("it wants 'posix.system'", message);
        }
        Assert.DoesNotContain("pwned", folder.Files);
    }
}
