using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Gail.Numerics;
using Gail.Runs.Tensors;

namespace Gail.Runs.Tests.Tensors;

public class SafetensorsTests
{
    private static readonly StateTree Example = StateTree
        .Empty.With("policy/bias", NdArray.Vector<float>([1, -0.0f, float.NaN]))
        .With("policy/weights", NdArray.Matrix<double>(2, 2, [1, 2, 3, double.Epsilon]))
        .With("flag", NdArray.Scalar(true))
        .With("optimizer", StateTree.Empty)
        .With("none", NdArray.Zeros<float>(new Shape(0, 3)))
        .With("count", NdArray.Scalar(-5L))
        .With("key", NdArray.Scalar(ulong.MaxValue))
        .With("deep/empty/subtree", StateTree.Empty);

    private static SafetensorsFile RoundTrip(StateTree tree, Dictionary<string, string> metadata)
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder["a"], tree, metadata);
        Assert.Equal(["a"], folder.Files);
        return Safetensors.Read(folder["a"]);
    }

    [Fact]
    public void What_is_written_is_read_in_the_same_order()
    {
        var read = RoundTrip(Example, new() { ["format"] = "gail", ["ä\n"] = "\"" });
        Assert.Equal(Example, read.Tree);
        Assert.Equal(Example.Names, read.Tree.Names);
        Assert.True(read.Tree.Child("optimizer").IsEmpty);
        Assert.Equal("gail", read.Metadata["format"]);
        Assert.Equal("\"", read.Metadata["ä\n"]);
    }

    [Fact]
    public void An_empty_tree_is_a_file_too() => Assert.Equal(StateTree.Empty, RoundTrip(StateTree.Empty, []).Tree);

    [Fact]
    public void Equal_trees_give_equal_bytes_whatever_the_order_of_metadata()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder["a"], Example, new Dictionary<string, string> { ["x"] = "1", ["y"] = "2" });
        Safetensors.Write(folder["b"], Example, new Dictionary<string, string> { ["y"] = "2", ["x"] = "1" });
        Assert.Equal(File.ReadAllBytes(folder["a"]), File.ReadAllBytes(folder["b"]));
    }

    [Fact]
    public void Bytes_are_those_of_the_format()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(
            folder["a"],
            StateTree.Empty.With("b", NdArray.Scalar(true)).With("w", NdArray.Vector<float>([1, 2])),
            new Dictionary<string, string> { ["k"] = "v" }
        );
        var bytes = File.ReadAllBytes(folder["a"]);
        var zeros = new string('0', 32);
        const string Before = "{\"__metadata__\":{\"checksum\":\"";
        var digits = Encoding.UTF8.GetString(bytes, 8 + Before.Length, zeros.Length);
        const string Behind =
            "\""
            + ""","k":"v"},"b":{"dtype":"BOOL","shape":[],"data_offsets":[8,9]},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";
        var header = Before + digits + Behind;
        Assert.Equal(header, Encoding.UTF8.GetString(bytes, 8, header.Length));
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.InRange(length, header.Length, header.Length + 7);
        // XxHash128 of all bytes, its own digits as zeros.
        var blank = (byte[])bytes.Clone();
        Encoding.ASCII.GetBytes(zeros).CopyTo(blank, 8 + Before.Length);
        Assert.Equal(Convert.ToHexStringLower(XxHash128.Hash(blank)), digits);
        Assert.Equal([0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 1], bytes[(8 + length)..]);
    }

    [Fact]
    public void Tensors_of_other_libraries_may_come_in_any_order()
    {
        var read = Read(
            """{"b":{"data_offsets":[0,1],"shape":[1],"dtype":"BOOL"},"a":{"dtype":"F32","shape":[],"data_offsets":[1,5]}}""",
            [1, 0, 0, 0x80, 0x3F]
        );
        Assert.Equal(["b", "a"], read.Tree.Names);
        Assert.Equal(1f, read.Tree.Get<float>("a")[0]);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", "a: the element type 'F16' is not read")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""",
        "a: data_offsets [0, 4] do not hold the 8 bytes"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "a: data_offsets [4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "a: data_offsets start at 4, expected 0")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        "b: data_offsets start at 0, expected 4"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "the tensors take 8 bytes but 4 follow")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""",
        "a: comes twice"
    )]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a/b":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""",
        "'a' cannot be a tensor and a subtree"
    )]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a/":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""",
        "'a' cannot be a tensor and a subtree"
    )]
    [InlineData("""{"a//b":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", "a//b: the name has an empty part")]
    [InlineData("""{"":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", "the name has an empty part")]
    [InlineData("""{"a/":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", "a/: a name that ends in '/'")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""",
        "a: shape: expected integers of 0 or more"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "a: shape: expected integers")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2147483647,9],"data_offsets":[0,4]}}""",
        "a: shape: there are more elements"
    )]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", "a: shape: expected a list")]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0]}}""", "a: data_offsets has 1 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[]}}""", "a: dtype, shape or data_offsets is missing")]
    [InlineData("""{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4],"x":1}}""", "a: the key 'x' is unknown")]
    [InlineData("""{"a":{"dtype":7,"shape":[],"data_offsets":[0,4]}}""", "a: expected a text")]
    [InlineData("""{"a":1}""", "a: expected an object")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[4],"data_offsets":[0,4]}}""", "a: element 2 is 128, expected 0 or 1")]
    [InlineData("""{"__metadata__":{"a":1}}""", "__metadata__: expected a text")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", "__metadata__: the key 'a' comes twice")]
    [InlineData("""{"__metadata__":1}""", "__metadata__: expected an object")]
    [InlineData("""{"\ud800":1}""", "header: a name is no valid text")]
    [InlineData("""[]""", "header: expected a JSON object")]
    [InlineData("""{"a":""", "header: is no valid JSON")]
    public void Refuses_what_breaks_the_format(string header, string expected)
    {
        var exception = Assert.Throws<SafetensorsException>(() => Read(header, [0, 0, 0x80, 0x3F]));
        Assert.Contains(expected, exception.Message);
        Assert.Contains("a.safetensors", exception.Message);
    }

    [Fact]
    public void Refuses_files_that_are_something_else()
    {
        using var folder = new TemporaryFolder();
        string Message(byte[] content) =>
            Assert.Throws<SafetensorsException>(() => Safetensors.Read(folder.Put("a", content))).Message;
        Assert.Contains("too short", Message([1, 2, 3]));
        Assert.Contains("zip archive", Message(Npy.Zip([new("a", Npy.Flags(true))])));
        Assert.Contains("header: claims 18446744073709551615 bytes", Message([.. Enumerable.Repeat((byte)255, 20)]));
        Assert.Contains("header: claims 50 bytes but 2 follow", Message([50, 0, 0, 0, 0, 0, 0, 0, 1, 2]));
        Assert.Contains(
            "there is no such file",
            Assert.Throws<SafetensorsException>(() => Safetensors.Read(folder["none"])).Message
        );
    }

    [Fact]
    public void Refuses_names_it_could_not_read_back()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["__metadata__", "\ud800"])
        {
            Assert.Throws<SafetensorsException>(() =>
                Safetensors.Write(folder["a"], StateTree.Empty.With(name, NdArray.Scalar(1f)))
            );
        }
        Assert.Throws<SafetensorsException>(() => Safetensors.Write(folder["no/a"], Example));
        Assert.Empty(folder.Files);
    }

    private static SafetensorsFile Read(string header, byte[] data)
    {
        using var folder = new TemporaryFolder();
        var text = Encoding.UTF8.GetBytes(header);
        return Safetensors.Read(
            folder.Put("a.safetensors", [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. data])
        );
    }
}
