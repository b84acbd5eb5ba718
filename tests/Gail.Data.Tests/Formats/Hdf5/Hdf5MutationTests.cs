using System.Globalization;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Hdf5;
using Gail.Data.Formats.Hdf5.Child;
using Gail.Numerics;

namespace Gail.Data.Tests.Formats.Hdf5;

/// <summary>
/// Damages HDF5 files at random places. They are read, or refused with a message; where the library itself crashes or
/// hangs on one, the child process turns that into a message.
/// </summary>
/// <remarks>
/// The mutations run in a process of the tests' own: of a thousand, libhdf5 1.10.8 crashes on about one and loops for
/// ever on another.
/// </remarks>
public class Hdf5MutationTests
{
    /// <summary>The hidden command of the test program that reads damaged files.</summary>
    public const string Command = "hdf5-mutations";

    private const int Mutations = 300;

    // Of processor time, for a file of a few kilobytes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private const string Packed = """
        with h5.File(args[0], 'w') as f:
            f.attrs['env'] = '{"name": "x"}'
            f.attrs['list'] = ['a', 'b']
            for i in range(3):
                g = f.create_group(f'data/demo_{i}')
                g.attrs['num_samples'] = i
                g.attrs['flag'] = True
                g.create_dataset('obs', data=np.arange(60.0).reshape(20, 3), chunks=(7, 3), compression='gzip', shuffle=True)
                g.create_dataset('sum', data=np.arange(20), chunks=(5,), fletcher32=True, maxshape=(None,))
                g['flags'] = np.arange(20) % 3 == 0
                g['half'] = np.arange(5, dtype='>f2')
            f['text'] = ['words', 'more']
            f['fixed'] = np.array([b'words', b'more'])
        """;

    [Theory]
    [InlineData("earliest")]
    [InlineData("latest")]
    public void Damaged_files_of_h5py_are_read_or_refused(string version)
    {
        using var folder = new TemporaryFolder();
        Hdf5Needs.H5Py(Packed.Replace("'w')", $"'w', libver='{version}')"), folder["valid.h5"]);
        Check(folder);
    }

    [Fact]
    public void Damaged_files_of_our_own_are_read_or_refused()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        Hdf5Writer.Write(
            folder["valid.h5"],
            file =>
            {
                file.Dataset("episode_0/observations", NdArray.Matrix<float>(4, 2, [1, 2, 3, 4, 5, 6, 7, 8]));
                file.Dataset("episode_0/rewards", NdArray.Vector<double>([1, 2, 3]));
                file.Dataset("episode_0/truncations", NdArray.Vector<bool>([false, false, true]));
                file.Attribute("episode_0", "id", 0L);
                file.Attribute("", "name", "text");
            }
        );
        Check(folder);
    }

    /// <summary>The reading process: one line for each mutation that was read or refused.</summary>
    public static int Read(string valid, int first, int count)
    {
        var bytes = File.ReadAllBytes(valid);
        for (var i = first; i < first + count; i++)
        {
            var path = Put(valid, bytes, i);
            Console.Out.WriteLine($"begin {i}");
            Console.Out.Flush();
            try
            {
                ReadAll(() => Hdf5File.Open(path));
                Console.Out.WriteLine("read");
            }
            catch (DemonstrationException e)
            {
                Console.Out.WriteLine($"refused {e.Message.ReplaceLineEndings(" ")}");
            }
            catch (Exception e)
            {
                Console.Out.WriteLine($"escaped {e.ToString().ReplaceLineEndings(" ")}");
            }
        }
        return 0;
    }

    private static void Check(TemporaryFolder folder)
    {
        Hdf5ChildTests.UseThisProgram();
        var valid = folder["valid.h5"];
        var counts = new Dictionary<string, int>();
        for (var next = 0; next < Mutations; )
        {
            var lines = Run(valid, next);
            foreach (var line in lines.Where(line => !line.StartsWith("begin")))
            {
                var word = line.Split(' ')[0];
                counts[word] = counts.GetValueOrDefault(word) + 1;
                Assert.False(word == "escaped", line);
            }
            var last = lines.FindLastIndex(line => line.StartsWith("begin"));
            var at = int.Parse(lines[last].Split(' ')[1], CultureInfo.InvariantCulture);
            if (last == lines.Count - 1)
            {
                // The library crashed or hangs there: an exception where a child reads.
                counts["died"] = counts.GetValueOrDefault("died") + 1;
                var path = Put(valid, File.ReadAllBytes(valid), at);
                var pool = new Hdf5ChildPool(() =>
                {
                    var child = Hdf5ChildProcess.Start(path);
                    child.Limit = Patience;
                    return child;
                });
                var wrong = Record.Exception(() => ReadAll(() => new Hdf5ChildFile(path, pool)));
                Assert.True(wrong is null or DemonstrationException, $"Mutation {at} escaped as {wrong}");
            }
            next = at + 1;
        }
        Assert.Equal(Mutations, counts.Values.Sum());
        // Most damage is to be noticed, and some of it to do no harm: otherwise this tests little.
        Assert.True(counts["refused"] > Mutations / 20, string.Join(", ", counts));
        Assert.True(counts["read"] > Mutations / 20, string.Join(", ", counts));
        Assert.True(counts.GetValueOrDefault("died") < Mutations / 20, string.Join(", ", counts));
    }

    private static List<string> Run(string valid, int first)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Gail.Data.Tests.dll");
        var command = "ulimit -c 0; ulimit -v 8388608; exec \"$@\"";
        using var running = TestProcess.Start(
            "/bin/sh",
            ["-c", command, "sh", "dotnet", program, Command, valid, $"{first}", $"{Mutations - first}"],
            variables: new Dictionary<string, string>
            {
                ["DOTNET_GCHeapHardLimit"] = "0x40000000",
                ["DOTNET_GCRegionRange"] = "0x80000000",
            }
        );
        // It loops for ever if it works for long without a word, on its processor's clock.
        var (printed, since) = (0, TimeSpan.Zero);
        running.WaitFor(
            "a word on each file",
            () =>
            {
                if (running.ProcessorTime is not { } taken)
                {
                    return true;
                }
                var length = running.Output.Length;
                if (length > printed)
                {
                    (printed, since) = (length, taken);
                }
                return taken - since > Patience;
            }
        );
        if (running.HasEnded)
        {
            running.End();
        }
        return [.. running.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string Put(string valid, byte[] bytes, int mutation)
    {
        var path = Path.Combine(Path.GetDirectoryName(valid)!, "damaged.h5");
        File.WriteAllBytes(path, MutationTests.Damaged(bytes, RandomKey.FromSeed(99).Fold(mutation)));
        return path;
    }

    private static void ReadAll(Func<IArrayFile> open)
    {
        using var file = open();
        foreach (var array in file.Arrays)
        {
            try
            {
                if (array.DataType == Hdf5Type.Text)
                {
                    file.Texts(array.Name);
                    continue;
                }
                using var reader = file.Open(array.Name);
                reader.ReadAll<double>();
            }
            catch (DemonstrationException e) when (!e.Message.Contains("process"))
            {
                // The others may still be read.
            }
        }
    }
}
