using System.Diagnostics;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Hdf5;
using Gail.Data.Formats.Hdf5.Child;
using Gail.Data.Formats.Npz;
using Gail.Data.Inspection;
using Gail.Data.Tests.Support;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Hdf5;

/// <summary>Reading in a process of its own, and what becomes of it when that process fails.</summary>
public class Hdf5ChildTests
{
    static Hdf5ChildTests() => UseThisProgram();

    /// <summary>Makes the test program the one that is started.</summary>
    internal static void UseThisProgram() =>
        Environment.SetEnvironmentVariable(
            Hdf5ChildCommand.Variable,
            Path.Combine(AppContext.BaseDirectory, "Gail.Data.Tests.dll")
        );

    private static string Sample(TemporaryFolder folder, int rows = 5)
    {
        Hdf5Needs.Library();
        var floats = Enumerable.Range(0, rows * 2).Select(i => (float)i).ToArray();
        Hdf5Writer.Write(
            folder["d.h5"],
            file =>
            {
                file.Dataset("group/floats", NdArray.Matrix<float>(rows, 2, floats));
                file.Dataset("flags", NdArray.Vector<bool>([true, false]));
                file.Dataset("none", NdArray.Zeros<float>(new Shape(0, 2)));
                file.Attribute("group", "name", "Größe");
            }
        );
        return folder["d.h5"];
    }

    private static Hdf5ChildFile Open(string path, string fault = "", Action<Hdf5ChildProcess>? started = null) =>
        new(
            path,
            new Hdf5ChildPool(() =>
            {
                var child = Hdf5ChildProcess.Start(
                    path,
                    [new KeyValuePair<string, string>(Hdf5Child.FaultVariable, fault)]
                );
                started?.Invoke(child);
                return child;
            })
        );

    [Fact]
    public void A_child_reads_what_this_process_reads()
    {
        using var folder = new TemporaryFolder();
        var path = Sample(folder);
        using var own = Hdf5File.Open(path);
        using var other = Open(path);
        Assert.Equal(own.Arrays.Select(array => array.ToString()), other.Arrays.Select(array => array.ToString()));
        Assert.Equal(own.Attributes, other.Attributes);
        foreach (var array in own.Arrays)
        {
            using var expected = own.Open(array.Name);
            using var first = other.Open(array.Name);
            using var second = other.Open(array.Name);
            Assert.True(expected.ReadAll<float>().SameBits(first.ReadAll<float>()));
            first.Dispose();
            Assert.True(expected.ReadAll<float>().SameBits(second.ReadAll<float>()));
        }
        using var flags = other.Open("flags");
        Assert.Equal([true, false], flags.ReadAll<bool>().Span.ToArray());
    }

    [Fact]
    public void Long_reads_come_in_pieces()
    {
        using var folder = new TemporaryFolder();
        const int Rows = 10_000_000;
        using var file = Open(Sample(folder, Rows));
        using var reader = file.Open("group/floats");
        var values = reader.ReadAll<float>();
        Assert.Equal((2 * Rows) - 1, values[^1]);
        Assert.Equal(9_000_000, values[9_000_000]);
    }

    /// <summary>A chunk of 88 MB, for which one request is too much by default.</summary>
    [Fact]
    public void Big_chunks_are_unpacked_once()
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.H5Py(
            """
            a = np.arange(11_000_000.0).reshape(200, 1000, 55)
            with h5.File(args[0], 'w') as f:
                f.create_dataset('a', data=a, chunks=a.shape, compression='gzip', compression_opts=1)
                f.create_dataset('b', data=a.reshape(-1, 55), chunks=(200_000, 55), compression='gzip', compression_opts=1)
                f['whole'] = [1.0]
            """,
            folder["d.h5"]
        );
        var child = 0;
        using var file = Open(folder["d.h5"], started: started => child = started.Id);
        using var whole = file.Open("whole");
        Assert.Equal(1, whole.RowsAtOnce);
        using var folded = new FoldedReader(folder["d.h5"], file.Open("a"));
        using var plain = file.Open("b");
        Assert.Equal(200_000, plain.RowsAtOnce);
        var rows = new double[500 * 55];
        var before = FileReads.OfProcess(child);
        for (var first = 0; first < 200_000; first += 500)
        {
            foreach (var reader in (ArrayReader[])[folded, plain])
            {
                reader.Read<double>(first, 500, rows);
                Assert.Equal(((first + 500) * 55.0) - 1, rows[^1]);
            }
        }
        // And so is read once from the file.
        FileReads.AtMost(2 * new FileInfo(folder["d.h5"]).Length, FileReads.OfProcess(child) - before);
    }

    [Fact]
    public void Rows_that_are_too_long_are_refused_with_the_way_out()
    {
        using var folder = new TemporaryFolder();
        using var child = Hdf5ChildProcess.Start(Sample(folder));
        var info = new ArrayInfo("a", "<f8", [1, 200_000_000]);
        using var reader = new Hdf5ChildArrayReader("d.h5", child, 0, info, NpyType.Parse("<f8")!, rowsAtOnce: 1);
        var wrong = Assert.Throws<DemonstrationException>(() => reader.ReadBytes(0, 1, new byte[8]));
        Assert.Contains("a: has rows of 1600000000 bytes", wrong.Message);
        Assert.Contains("NativeIsolation.InProcess", wrong.Message);
    }

    [Fact]
    public void Demonstrations_are_the_same_whichever_process_reads_them()
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.Library();
        Hdf5Writer.Write(
            folder["d.h5"],
            file =>
            {
                file.Dataset("obs", NdArray.Matrix<float>(5, 2, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
                file.Dataset("actions", NdArray.Matrix<long>(5, 1, [0, 1, 0, 1, 1]));
                file.Dataset("rewards", NdArray.Vector<double>([1, 1, 1, 1, 1]));
                file.Dataset("episode_returns", NdArray.Vector<double>([3, 2]));
                file.Dataset("episode_starts", NdArray.Vector<bool>([true, false, false, true, false]));
            }
        );
        var options = new DemonstrationFileOptions { Isolation = NativeIsolation.ChildProcess };
        Assert.True(
            DemonstrationReader.Read(folder["d.h5"]).SameBits(DemonstrationReader.Read(folder["d.h5"], options))
        );
        Assert.Equal(
            DemonstrationInspector.Inspect(folder["d.h5"]).ToJson(),
            DemonstrationInspector.Inspect(folder["d.h5"], environment: null, options).ToJson()
        );
        // One child for all columns, not one for each.
        var children = new List<Hdf5ChildProcess>();
        ViewTable.Of(Hdf5Format.Open(folder["d.h5"], options, Counted(folder["d.h5"], children)), "observation");
        Assert.Single(children).Dispose();
    }

    [Theory]
    [InlineData("abort", "signal 6")]
    [InlineData("hang", "no answer within 3 seconds)")]
    [InlineData("loop", "no answer within 3 seconds of processor time")]
    [InlineData("garbage", "it answered with an answer of kind 72")]
    [InlineData("memory", "signal 6")]
    public void A_child_that_fails_is_an_exception_here(string fault, string expected)
    {
        using var folder = new TemporaryFolder();
        Hdf5ChildProcess? child = null;
        using var file = Open(Sample(folder), fault, started => child = started);
        using var reader = file.Open("group/floats");
        child!.Limit = TimeSpan.FromSeconds(fault == "loop" ? 3 : 60);
        child.LongestWait = fault == "hang" ? TimeSpan.FromSeconds(3) : Hang.Guard;
        var wrong = Assert.Throws<DemonstrationException>(() => reader.ReadAll<float>());
        Assert.Contains("d.h5: group/floats: the HDF5 library failed in its own process", wrong.Message);
        Assert.Contains(expected, wrong.Message);
        // And stays so.
        Assert.Throws<DemonstrationException>(() => file.Open("group/floats"));
    }

    [Fact]
    public void A_child_that_hangs_ends_when_nobody_listens_any_more()
    {
        using var folder = new TemporaryFolder();
        using var child = TestProcess.Start(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Gail.Data.Tests.dll"), Hdf5Child.Command, Sample(folder)],
            variables: [new KeyValuePair<string, string>(Hdf5Child.FaultVariable, "hang")],
            reads: true
        );
        Hdf5Wire.Send(child.Input, (byte)Hdf5Request.Read, Hdf5Wire.Body(0, 0, 1));
        child.Input.Close();
        Assert.Equal(128 + 9, child.End());
    }

    [Fact]
    public void An_idle_child_that_has_died_is_not_taken_again()
    {
        using var folder = new TemporaryFolder();
        var path = Sample(folder);
        var children = new List<Hdf5ChildProcess>();
        var pool = Counted(path, children);
        new Hdf5ChildFile(path, pool).Dispose();
        using (var process = Process.GetProcessById(children[0].Id))
        {
            process.Kill();
            process.WaitForExit();
        }
        using var file = new Hdf5ChildFile(path, pool);
        Assert.Equal(2, children.Count);
        using (var reader = file.Open("group/floats"))
        {
            Assert.Equal(9, reader.ReadAll<float>()[^1]);
        }
        children[1].Dispose();
    }

    [Fact]
    public void An_idle_child_is_taken_again_only_for_the_same_file()
    {
        using var folder = new TemporaryFolder();
        var path = Sample(folder);
        var children = new List<Hdf5ChildProcess>();
        var pool = Counted(path, children);
        new Hdf5ChildFile(path, pool).Dispose();
        Assert.Equal(9, Last(path, pool));
        Assert.Single(children);
        // Of the same length, put in its place as writers do that write whole or not at all.
        var written = File.GetLastWriteTimeUtc(path);
        Hdf5Writer.Write(
            folder["new.h5"],
            file =>
            {
                file.Dataset("group/floats", NdArray.Matrix<float>(5, 2, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]));
                file.Dataset("flags", NdArray.Vector<bool>([true, false]));
                file.Dataset("none", NdArray.Zeros<float>(new Shape(0, 2)));
                file.Attribute("group", "name", "Größe");
            }
        );
        Assert.Equal(new FileInfo(path).Length, new FileInfo(folder["new.h5"]).Length);
        File.SetLastWriteTimeUtc(folder["new.h5"], written.AddSeconds(1));
        File.Move(folder["new.h5"], path, overwrite: true);
        Assert.Equal(0, Last(path, pool));
        Assert.Equal(2, children.Count);
        Assert.False(children[0].IsAlive);
        children[1].Dispose();
    }

    /// <summary>A pool that keeps children until the test disposes of them, be the machine ever so busy.</summary>
    private static Hdf5ChildPool Counted(string path, List<Hdf5ChildProcess> children) =>
        new(
            () =>
            {
                var child = Hdf5ChildProcess.Start(path);
                children.Add(child);
                return child;
            },
            Timeout.InfiniteTimeSpan
        );

    private static float Last(string path, Hdf5ChildPool pool)
    {
        using var file = new Hdf5ChildFile(path, pool);
        using var reader = file.Open("group/floats");
        return reader.ReadAll<float>()[^1];
    }

    [Theory]
    [InlineData("unlimited", "8388608")]
    [InlineData("6000000", "6000000")]
    public void A_limit_of_addresses_that_is_lower_already_stays(string before, string expected)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        const string Told = "ulimit -v \"$1\" && exec /bin/sh -c \"$2\" sh /bin/sh -c 'ulimit -c; ulimit -v' 2>&1";
        using var shell = TestProcess.Start("/bin/sh", ["-c", Told, "sh", before, Hdf5ChildProcess.Limited]);
        shell.End();
        Assert.Equal($"0\n{expected}\n", shell.Output);
    }

    [Fact]
    public void Refusals_are_worded_as_in_this_process()
    {
        using var folder = new TemporaryFolder();
        var path = Sample(folder);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        var own = Assert.Throws<DemonstrationException>(() => Hdf5File.Open(path));
        var other = Assert.Throws<DemonstrationException>(() => Open(path));
        Assert.Equal(own.Message, other.Message);
        Assert.Contains("no such file", Assert.Throws<DemonstrationException>(() => Open(folder["no"])).Message);
    }

    [Fact]
    public void Texts_that_make_no_sense_are_refused()
    {
        var valid = Hdf5Wire.Bytes(["demo_0", "", "Größe"]);
        Assert.Equal(["demo_0", "", "Größe"], Hdf5Wire.Texts(valid).ToArray());
        for (var at = 0; at < valid.Length; at++)
        {
            Assert.Throws<InvalidDataException>(() => Hdf5Wire.Texts(valid[..at]));
        }
        Assert.Throws<InvalidDataException>(() => Hdf5Wire.Texts([.. valid, 0]));
        Assert.Throws<InvalidDataException>(() => Hdf5Wire.Texts([255, 255, 255, 255]));
    }

    [Fact]
    public void Contents_that_make_no_sense_are_refused()
    {
        var contents = new Hdf5Contents(
            [
                new ArrayInfo("a/b", "<f4", [3, 4]),
                new ArrayInfo("c", Hdf5Type.Unread, []),
                new ArrayInfo("d", Hdf5Type.Text, [2]),
            ],
            System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("@x", "y"),
            System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("c", "why")
        );
        var valid = Hdf5Wire.Bytes(contents);
        Assert.Equal(valid, Hdf5Wire.Bytes(Hdf5Wire.Contents(valid)));
        for (var at = 0; at < valid.Length; at++)
        {
            Assert.Throws<InvalidDataException>(() => Hdf5Wire.Contents(valid[..at]));
            foreach (var flip in (byte[])[1, 16, 128, 255])
            {
                var bytes = valid.ToArray();
                bytes[at] ^= flip;
                try
                {
                    Hdf5Wire.Contents(bytes);
                }
                catch (InvalidDataException e)
                {
                    Assert.NotEmpty(e.Message);
                }
            }
        }
    }
}
