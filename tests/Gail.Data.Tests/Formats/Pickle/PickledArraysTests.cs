using System.Text;
using Gail.Data.Formats.Pickle;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests.Formats.Pickle;

/// <summary>What arrays come out of pickles, whatever the protocol and whoever wrote them.</summary>
public class PickledArraysTests
{
    private static readonly float[] Wide = [.. Enumerable.Range(0, 3000).Select(i => i / 7f)];

    private static PickledArrays Opened(byte[] pickle) => PickledArrays.Open("d.pkl", new MemoryStream(pickle));

    private static string[] Named(PickledArrays file) => [.. file.Arrays.Select(array => array.ToString())];

    private static string Refused(byte[] pickle) => Assert.Throws<DemonstrationException>(() => Opened(pickle)).Message;

    [Theory]
    [InlineData(0, "numpy.core")]
    [InlineData(2, "numpy.core")]
    [InlineData(3, "numpy.core")]
    [InlineData(4, "numpy.core")]
    [InlineData(5, "numpy.core")]
    [InlineData(2, "numpy._core")]
    [InlineData(5, "numpy._core")]
    public void Every_protocol_gives_the_same(int protocol, string core)
    {
        var value = new Dictionary<string, object?>
        {
            ["small"] = Pickled.Doubles([2, 2], 1, -2.5, double.NaN, 4),
            ["wide"] = Pickled.Floats([1000, 3], Wide),
            ["columns first"] = new PickledArrayOf("<i8", [2, 3], Pickled.Bytes([1L, 4, 2, 5, 3, 6]), Fortran: true),
            ["big-endian"] = new PickledArrayOf(">f4", [2], [0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0]),
            ["halves"] = new PickledArrayOf("<f2", [2], Pickled.Bytes([(Half)0.5, (Half)(-2)])),
            ["list"] = new List<object?> { 1, 2.5, -3_000_000_000 },
            ["flag"] = true,
        };
        using var file = Opened(Pickled.Of(value, protocol, core));
        Assert.Equal(
            [
                "small <f8 (2, 2)",
                "wide <f4 (1000, 3)",
                "columns first <i8 (2, 3)",
                "big-endian >f4 (2,)",
                "halves <f2 (2,)",
                "list <f8 (3,)",
                "flag |b1 ()",
            ],
            Named(file)
        );
        Assert.Equal([1, -2.5, double.NaN, 4], file.Doubles("small").Values);
        Assert.Equal(Wide, file.Floats("wide").Values);
        Assert.Equal([1L, 2, 3, 4, 5, 6], file.Integers("columns first").Values);
        Assert.Equal([1.0, -2], file.Doubles("big-endian").Values);
        Assert.Equal([0.5, -2], file.Doubles("halves").Values);
        Assert.Equal([1, 2.5, -3e9], file.Doubles("list").Values);
        Assert.Equal([true], file.Booleans("flag").Values);
    }

    [Fact]
    public void Lists_of_one_shape_are_arrays_and_others_are_folders()
    {
        var value = new Dictionary<string, object?>
        {
            ["rows"] = new List<object?> { Pickled.Floats([2], 1, 2), Pickled.Floats([2], 3, 4) },
            ["ragged"] = new List<object?> { Pickled.Floats([1, 2], 1, 2), Pickled.Floats([2, 2], 3, 4, 5, 6) },
            ["nested"] = new List<object?>
            {
                new List<object?> { 1, 2 },
                new object?[] { 3, 4 },
            },
            ["none"] = null,
            ["empty"] = new List<object?>(),
            ["text"] = "hello",
            ["infos"] = new List<object?> { new Dictionary<string, object?> { ["x"] = 1 } },
        };
        using var file = Opened(Pickled.Of(value));
        Assert.Equal(
            ["rows <f4 (2, 2)", "ragged/0 <f4 (1, 2)", "ragged/1 <f4 (2, 2)", "nested <i8 (2, 2)", "text <U ()"],
            Named(file)
        );
        Assert.Equal([1f, 2, 3, 4], file.Floats("rows").Values);
        Assert.Equal([3f, 4, 5, 6], file.Floats("ragged/1").Values);
        Assert.Equal([1L, 2, 3, 4], file.Integers("nested").Values);
        Assert.Contains("the element type '<U' is not read", Problem(() => file.Doubles("text")));
        Assert.Contains("there is no such array; the file holds rows, ", Problem(() => file.Doubles("none")));
    }

    [Fact]
    public void Strings_of_Python_2_are_names_and_bytes()
    {
        // {'obs': array([1., 2.]), 'n': 7L} as Python 2.7 with protocols 0 and 2 writes it.
        var head =
            "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I2\ntcnumpy\ndtype\n(S'f8'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\n";
        byte[] escaped =
        [
            .. Encoding.ASCII.GetBytes(
                $"(dS'obs'\n{head}S'\\x00\\x00\\x00\\x00\\x00\\x00\\xf0?\\x00\\x00\\x00\\x00\\x00\\x00\\x00@'\ntbsS'n'\nL7L\ns."
            ),
        ];
        byte[] binary =
        [
            0x80,
            2,
            .. Encoding.ASCII.GetBytes("}(U\u0003obs" + head + "U\u0010"),
            .. Pickled.Bytes([1.0, 2.0]),
            .. "tbU\u0001nK\u0007u."u8,
        ];
        foreach (var pickle in (byte[][])[escaped, binary])
        {
            using var file = Opened(pickle);
            Assert.Equal([1.0, 2], file.Doubles("obs").Values);
            Assert.Equal([7L], file.Integers("n").Values);
        }
    }

    [Fact]
    public void Values_are_shared_through_the_memo()
    {
        // ([1, 2], the same, and one put by number and fetched by another instruction)
        byte[] pickle =
        [
            0x80,
            4,
            .. "("u8,
            .. "](K\u0001K\u0002e"u8,
            0x94,
            .. "h\0"u8,
            .. "r"u8,
            9,
            0,
            0,
            0,
            .. "j"u8,
            9,
            0,
            0,
            0,
            .. "t."u8,
        ];
        using var file = Opened(pickle);
        Assert.Equal(["(array) <i8 (3, 2)"], Named(file));
        Assert.Equal([1L, 2, 1, 2, 1, 2], file.Integers("(array)").Values);
    }

    [Fact]
    public void Objects_of_known_classes_are_their_attributes()
    {
        var statistics = new PickledInstance(
            "stable_baselines3.common.running_mean_std",
            "RunningMeanStd",
            new() { ["mean"] = Pickled.Doubles([2], 1, 2), ["count"] = 5.5 }
        );
        var value = new PickledInstance(
            "stable_baselines3.common.vec_env.vec_normalize",
            "VecNormalize",
            new() { ["obs_rms"] = statistics, ["norm_obs"] = true }
        );
        foreach (var protocol in (int[])[0, 2, 5])
        {
            using var file = Opened(Pickled.Of(value, protocol));
            Assert.Equal(["obs_rms/mean <f8 (2,)", "obs_rms/count <f8 ()", "norm_obs |b1 ()"], Named(file));
        }
    }

    [Fact]
    public void Several_pickles_one_after_the_other_are_a_list()
    {
        byte[] one = Pickled.Of(new Dictionary<string, object?> { ["obs"] = Pickled.Floats([2], 1, 2) });
        byte[] two = Pickled.Of(new Dictionary<string, object?> { ["obs"] = Pickled.Floats([1], 3) });
        using var file = Opened([.. one, .. two]);
        Assert.Equal(["0/obs <f4 (2,)", "1/obs <f4 (1,)"], Named(file));
        Assert.Contains("which is no instruction of a pickle", Refused([.. one, 0xFF]));
    }

    [Fact]
    public void An_object_array_holds_its_items()
    {
        // np.array([a, b], dtype=object) of arrays of two lengths.
        var objects = new List<object?> { Pickled.Floats([1, 2], 1, 2), Pickled.Floats([2, 2], 3, 4, 5, 6) };
        byte[] Typed(int count) =>
            Pickled.Of(
                new PickledCall(
                    "numpy._core.numeric",
                    "_frombuffer",
                    "x"u8.ToArray(),
                    new PickledCall("numpy", "dtype", "O8", false, true),
                    new object?[] { count },
                    "C"
                )
            );
        Assert.Contains("should have 2 bytes or items but has 1", Refused(Typed(2)));
        using var file = Opened(
            Pickled.Of(new Dictionary<string, object?> { ["obs"] = new PickledCall("collections", "deque", objects) })
        );
        Assert.Equal(["obs/0 <f4 (1, 2)", "obs/1 <f4 (2, 2)"], Named(file));
    }

    [Fact]
    public void NumPy_itself_agrees()
    {
        using var folder = new TemporaryFolder();
        PythonNeeds.Numpy(
            """
            from collections import OrderedDict, defaultdict, deque
            ragged = np.empty(2, object)
            ragged[0], ragged[1] = np.arange(4.0).reshape(2, 2), np.arange(6.0).reshape(3, 2)
            value = OrderedDict(
                a=np.arange(5000, dtype='f4').reshape(1000, 5), f=np.asfortranarray(np.arange(6).reshape(2, 3)),
                b=np.array([True, False]), h=np.array([1.5], '>f2'), u=np.array([2 ** 63], 'u8'), s=np.float32(2.5),
                z=np.zeros((0, 3)), r=ragged, d=defaultdict(list, x=[1, 2]), q=deque([np.int64(3), np.int64(4)]),
                v=np.arange(12.0).reshape(3, 4)[::2, 1:3], t=(1.0, 2), o={1: np.ones(2), (2, 'k'): -(2 ** 40)},
                y=b'\x00\xff', w=np.array(['a']), m=np.array({'in': np.ones(1)}), e=set([1]), c=np.bool_(True))
            for p in range(6):
                with open(args[0] + str(p), 'wb') as f:
                    pickle.dump(value, f, protocol=p)
            """,
            folder["p"]
        );
        foreach (var protocol in Enumerable.Range(0, 6))
        {
            using var file = PickledArrays.Open(folder[$"p{protocol}"]);
            Assert.Equal(
                [
                    "a <f4 (1000, 5)",
                    "f <i8 (2, 3)",
                    "b |b1 (2,)",
                    "h >f2 (1,)",
                    "u <u8 (1,)",
                    "s <f4 ()",
                    "z <f8 (0, 3)",
                    "r/0 <f8 (2, 2)",
                    "r/1 <f8 (3, 2)",
                    "d/x <i8 (2,)",
                    "q <i8 (2,)",
                    "v <f8 (2, 2)",
                    "t <f8 (2,)",
                    "o/1 <f8 (2,)",
                    "o/(2, k) <i8 ()",
                    "y |S ()",
                    "w <U1 (1,)",
                    "m/in <f8 (1,)",
                    "e <i8 (1,)",
                    "c |b1 ()",
                ],
                Named(file)
            );
            Assert.Equal(Enumerable.Range(0, 5000).Select(i => (float)i), file.Floats("a").Values);
            Assert.Equal([0L, 1, 2, 3, 4, 5], file.Integers("f").Values);
            Assert.Equal([1.5], file.Doubles("h").Values);
            Assert.Equal([9.223372036854775808e18], file.Doubles("u").Values);
            Assert.Equal([2.5], file.Doubles("s").Values);
            Assert.Equal([1.0, 2, 9, 10], file.Doubles("v").Values);
            Assert.Equal([4.0, 5], file.Doubles("r/1").Values.Skip(4));
            Assert.Equal([3L, 4], file.Integers("q").Values);
            Assert.Equal([-(1L << 40)], file.Integers("o/(2, k)").Values);
        }
    }

    private static string Problem(Action read) => Assert.Throws<DemonstrationException>(read).Message;
}
