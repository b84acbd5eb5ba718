using System.IO.Compression;
using Gail.Data.Formats.Pickle;
using Gail.Data.Inspection;
using Gail.Data.Tests.Support;

namespace Gail.Data.Tests.Formats.Torch;

/// <summary>PyTorch's files: both forms of torch.save.</summary>
public class TorchTests
{
    private static PickledArrays Opened(byte[] file) => PickledArrays.Open("d.pt", new MemoryStream(file));

    private static string Refused(byte[] file) => Assert.Throws<DemonstrationException>(() => Opened(file)).Message;

    private static byte[] Saved(object? value, bool legacy) =>
        legacy ? Pickled.TorchLegacy(value) : Pickled.TorchZip(value);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_type_of_elements(bool legacy)
    {
        var value = new Dictionary<string, object?>
        {
            ["double"] = Pickled.Tensor("DoubleStorage", "0", [2], 1.5, -2),
            ["float"] = Pickled.Tensor("FloatStorage", "1", [2], 1.5f, -2),
            ["half"] = Pickled.Tensor("HalfStorage", "2", [2], (Half)1.5, (Half)(-2)),
            // The upper halves of 1.5f and -2f.
            ["brain"] = Pickled.Tensor("BFloat16Storage", "3", [2], (ushort)0x3FC0, (ushort)0xC000),
            ["long"] = Pickled.Tensor("LongStorage", "4", [2], 1L, -2),
            ["int"] = Pickled.Tensor("IntStorage", "5", [2], 1, -2),
            ["short"] = Pickled.Tensor("ShortStorage", "6", [2], (short)1, (short)-2),
            ["char"] = Pickled.Tensor("CharStorage", "7", [2], (sbyte)1, (sbyte)-2),
            ["byte"] = Pickled.Tensor("ByteStorage", "8", [2], (byte)1, (byte)254),
            ["bool"] = Pickled.Tensor("BoolStorage", "9", [2], true, false),
            ["complex"] = Pickled.Tensor("ComplexFloatStorage", "10", [1], 1.5),
            ["number"] = 3,
        };
        using var file = Opened(Saved(value, legacy));
        foreach (var name in (string[])["double", "float", "half", "brain"])
        {
            Assert.Equal([1.5f, -2f], file.Floats(name).Values);
            Assert.Equal([1.5, -2], file.Doubles(name).Values);
        }
        foreach (var name in (string[])["long", "int", "short", "char"])
        {
            Assert.Equal([1L, -2], file.Integers(name).Values);
        }
        Assert.Equal([1L, 254], file.Integers("byte").Values);
        Assert.Equal([true, false], file.Booleans("bool").Values);
        Assert.Equal([3L], file.Integers("number").Values);
        Assert.Contains("complex complex64 (1,)", file.Arrays.Select(array => array.ToString()));
        Assert.Throws<DemonstrationException>(() => file.Doubles("complex"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Strides_offsets_and_shared_storages(bool legacy)
    {
        var storage = new PickledStorage(
            "FloatStorage",
            "0",
            12,
            Pickled.Bytes([.. Enumerable.Range(0, 12).Select(i => (float)i)])
        );
        var halves = new PickledStorage(
            "BFloat16Storage",
            "1",
            4,
            Pickled.Bytes<ushort>([0x3F80, 0x4000, 0x4040, 0x4080])
        );
        var value = new Dictionary<string, object?>
        {
            ["rows"] = new PickledTensor(storage, [3, 4], [4, 1]),
            ["transposed"] = new PickledTensor(storage, [4, 3], [1, 4]),
            ["column"] = new PickledTensor(storage, [3], [4], Offset: 2),
            ["every other"] = new PickledTensor(storage, [2, 2], [4, 2], Offset: 4),
            ["repeated"] = new PickledTensor(storage, [2, 3], [0, 1], Offset: 9),
            ["no rows"] = new PickledTensor(storage, [0, 4], [4, 1]),
            ["scalar"] = new PickledTensor(storage, [], [], Offset: 7),
            ["brain"] = new PickledTensor(halves, [2, 2], [1, 2]),
        };
        using var file = Opened(Saved(value, legacy));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), file.Floats("rows").Values);
        Assert.Equal([0f, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], file.Floats("transposed").Values);
        Assert.Equal([2f, 6, 10], file.Floats("column").Values);
        Assert.Equal([4f, 6, 8, 10], file.Floats("every other").Values);
        Assert.Equal([9f, 10, 11, 9, 10, 11], file.Floats("repeated").Values);
        Assert.Empty(file.Floats("no rows").Values);
        Assert.Equal([7f], file.Floats("scalar").Values);
        Assert.Equal([1f, 3, 2, 4], file.Floats("brain").Values);
    }

    [Fact]
    public void The_bytes_of_other_machines_are_turned_round()
    {
        var tensor = Pickled.Tensor("FloatStorage", "0", [1], 1f);
        byte[] turned = [.. tensor.Storage.Data.Reverse()];
        var value = new Dictionary<string, object?>
        {
            ["x"] = tensor with { Storage = tensor.Storage with { Data = turned } },
        };
        using var file = Opened(Pickled.TorchZip(value, bigEndian: true));
        Assert.Equal([1f], file.Floats("x").Values);
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("packed")]
    [InlineData("legacy")]
    public void Experts_of_trajectories(string form)
    {
        using var folder = new TemporaryFolder();
        var file = form switch
        {
            "zip" => Pickled.TorchZip(PickleSamples.Tensors(), "trajs_halfcheetah"),
            "packed" => Pickled.TorchZip(PickleSamples.Tensors(), level: CompressionLevel.Optimal),
            _ => Pickled.TorchLegacy(PickleSamples.Tensors()),
        };
        var view = DemonstrationReader.Open(folder.Put("d.pt", file));
        var read = Demonstrations.Collect(view);
        Assert.Equal("torch", read.Source.Format);
        Assert.Equal([0f, 1, 2, 3, 4, 5, 6, 7, 8, 9], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, -0.5f, 0, 1, -1], read.Actions!.Span.ToArray());
        Assert.Equal([0, 3], read.EpisodeStarts.ToArray());
        Assert.Equal([6.0, 9], read.EpisodeReturns!.Values);
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
        Assert.Empty(DemonstrationInspector.Inspect(folder["d.pt"]).Problems);
    }

    [Fact]
    public void A_file_that_holds_nothing_says_so()
    {
        // A dictionary saved before it was filled, and a storage that nothing refers to.
        var members = Pickled.TorchMembers(new Dictionary<string, object?>(), "trajs");
        members.Add(new("trajs/data/0", new byte[400]));
        using var folder = new TemporaryFolder();
        var path = folder.Put("trajs_halfcheetah.pt", Pickled.Zip(members));
        Assert.Contains(
            "cannot be read as a PyTorch file: it holds no arrays: only an empty dictionary or list",
            Assert.Throws<DemonstrationException>(() => DemonstrationReader.Read(path)).Message
        );
    }

    [Fact]
    public void Damage_is_named()
    {
        var value = new Dictionary<string, object?> { ["x"] = Pickled.Tensor("FloatStorage", "0", [2], 1f, 2) };
        var members = Pickled.TorchMembers(value).ToDictionary();
        byte[] Without(string name) => Pickled.Zip(members.Where(member => member.Key != name));
        Assert.Contains("the storage '0' of a tensor is missing", Refused(Without("archive/data/0")));
        Assert.Contains(
            "the storage '0' should have 8 bytes but has 4",
            Refused(
                Pickled.Zip(members.ToDictionary(m => m.Key, m => m.Key == "archive/data/0" ? m.Value[..4] : m.Value))
            )
        );
        Assert.Contains(
            "it is a TorchScript program",
            Refused(Pickled.Zip([.. members, new("archive/constants.pkl", [])]))
        );
        var legacy = Pickled.TorchLegacy(value);
        Assert.Contains("ends at byte", Refused(legacy[..^1]));
        PickledTensor Of(int[] shape, int[] strides, int offset = 0) =>
            new(new PickledStorage("FloatStorage", "0", 2, new byte[8]), shape, strides, offset);
        Assert.Contains("reaches element 2 of a storage of 2", Refused(Pickled.TorchZip(Of([2], [2]))));
        Assert.Contains("reaches element 2 of a storage of 2", Refused(Pickled.TorchZip(Of([1], [1], 2))));
        Assert.Contains("repeats a storage of 2", Refused(Pickled.TorchZip(Of([1 << 30], [0]))));
        Assert.Contains("it wants 'os.system'", Refused(Pickled.TorchZip(new PickledCall("os", "system", "x"))));
        Assert.Contains("it wants 'os.system'", Refused(Pickled.TorchLegacy(new PickledCall("os", "system", "x"))));
    }

    [Fact]
    public void PyTorch_itself_agrees()
    {
        using var folder = new TemporaryFolder();
        PythonNeeds.Torch(
            """
            from collections import OrderedDict
            x = torch.arange(12, dtype=torch.float32).reshape(3, 4)
            net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
            for i, p in enumerate(net.parameters()):
                p.data = torch.arange(p.numel(), dtype=torch.float32).reshape(p.shape) + i
            value = {'x': x, 't': x.t(), 'c': x[1:, 2], 'b': x.bfloat16(), 'h': x.half(), 'd': x.double(), 'l': x.long(),
                'i': x.int(), 'm': x > 5, 'p': torch.nn.Parameter(x), 'e': x[0].expand(2, 4), 'n': [1.5, 2], 's': x.sum(),
                'net': net.state_dict(), 'np': np.ones(2)}
            torch.save(value, args[0])
            torch.save(value, args[1], _use_new_zipfile_serialization=False)
            """,
            folder["zip"],
            folder["legacy"]
        );
        float[] x = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        foreach (var name in (string[])["zip", "legacy"])
        {
            using var file = PickledArrays.Open(folder[name]);
            Assert.All(["x", "b", "h", "d", "p"], key => Assert.Equal(x, file.Floats(key).Values));
            Assert.All(["l", "i"], key => Assert.Equal(x, file.Integers(key).Values.Select(n => (float)n)));
            Assert.Equal([0f, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], file.Floats("t").Values);
            Assert.Equal([6f, 10], file.Floats("c").Values);
            Assert.Equal(x.Select(v => v > 5), file.Booleans("m").Values);
            Assert.Equal([0f, 1, 2, 3, 0, 1, 2, 3], file.Floats("e").Values);
            Assert.Equal([66f], file.Floats("s").Values);
            Assert.Equal([1.5f, 2], file.Floats("n").Values);
            Assert.Equal([0f, 1, 2, 3, 4, 5], file.Floats("net/0.weight").Values);
            Assert.Equal([3f], file.Floats("net/2.bias").Values);
            Assert.Equal([1f, 1], file.Floats("np").Values);
        }
    }
}
