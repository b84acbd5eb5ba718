using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5.Child;

/// <summary>
/// The child's side: opens a file and answers requests until its input ends. What kills it does not harm the process
/// that asks.
/// </summary>
internal static class Hdf5Child
{
    /// <summary>The hidden command of gail that serves a file.</summary>
    public const string Command = "hdf5-child";

    /// <summary>For tests: what goes wrong when values are first read (abort, hang, loop, garbage, memory).</summary>
    public const string FaultVariable = "GAIL_HDF5_FAULT";

    // Whoever has no more requests is not interested in the answer to the last either.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(1);

    /// <summary>Serves a file.</summary>
    /// <param name="requests">Where they come from.</param>
    /// <param name="answers">Where they go to.</param>
    /// <param name="path">The file.</param>
    /// <returns>The exit code.</returns>
    public static int Serve(Stream requests, Stream answers, string path)
    {
        // Ctrl-C is meant for the parent, which decides.
        using var interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var output = new BufferedStream(answers, 1 << 16);
        output.Write(Hdf5Wire.Hello);
        output.Flush();
        var readers = new Dictionary<int, ArrayReader>();
        using var buffer = new NativeBuffer();
        var received = new BlockingCollection<(Hdf5Request Request, byte[] Body)>();
        var ended = new ManualResetEventSlim();
        new Thread(() => Listen(requests, received, ended)) { IsBackground = true }.Start();
        Hdf5File? file = null;
        try
        {
            foreach (var (request, body) in received.GetConsumingEnumerable())
            {
                try
                {
                    file ??= Hdf5File.Open(path);
                    Hdf5Wire.Send(output, (byte)Hdf5Answer.Done, Answer(file, readers, request, body, buffer));
                }
                catch (DemonstrationException e)
                {
                    Hdf5Wire.Send(output, (byte)Hdf5Answer.Refused, Message(path, e));
                }
            }
        }
        catch (IOException)
        {
            // The parent is gone.
        }
        finally
        {
            file?.Dispose();
            ended.Set();
        }
        return 0;
    }

    /// <summary>Listens beside the work, so that the child ends with its parent even while the library hangs.</summary>
    private static void Listen(
        Stream requests,
        BlockingCollection<(Hdf5Request Request, byte[] Body)> received,
        ManualResetEventSlim ended
    )
    {
        try
        {
            while (true)
            {
                var (request, length) = Hdf5Wire.Receive(requests);
                if (length is < 0 or > 1 << 20)
                {
                    break;
                }
                var body = new byte[length];
                requests.ReadExactly(body);
                received.Add(((Hdf5Request)request, body));
            }
        }
        catch (IOException)
        {
            // The parent needs no more, or is gone.
        }
        received.CompleteAdding();
        if (!ended.Wait(LongestEnd))
        {
            // An orderly exit would wait for the library.
            Process.GetCurrentProcess().Kill();
        }
    }

    private static ReadOnlySpan<byte> Answer(
        Hdf5File file,
        Dictionary<int, ArrayReader> readers,
        Hdf5Request request,
        byte[] body,
        NativeBuffer buffer
    )
    {
        switch (request)
        {
            case Hdf5Request.List:
                return Hdf5Wire.Bytes(file.Contents);
            case Hdf5Request.Open:
                var opened = file.Open(Known(file, body[sizeof(int)..]));
                readers.Add(Number(body, 0), opened);
                return Hdf5Wire.Body(opened.RowsAtOnce);
            case Hdf5Request.Read:
                Fault();
                var reader = readers[Number(body, 0)];
                var rows = Number(body, 2);
                var bytes = buffer.Take(checked(rows * reader.Columns * reader.Type.Size));
                reader.ReadBytes(Number(body, 1), rows, bytes);
                return bytes;
            case Hdf5Request.Texts:
                return Hdf5Wire.Bytes(file.Texts(Known(file, body)));
            case Hdf5Request.Close:
                if (readers.Remove(Number(body, 0), out var closed))
                {
                    closed.Dispose();
                }
                return [];
            default:
                throw new DemonstrationException(file.Path, "", $"request {request} is not known.");
        }
    }

    /// <summary>Memory for values, kept for the next ones; outside the runtime's heap, which is limited to little more.</summary>
    private sealed unsafe class NativeBuffer : IDisposable
    {
        private void* _start;
        private int _length;

        public Span<byte> Take(int length)
        {
            if (length > _length)
            {
                // Freed first, so that never two are held; none is kept if there is no more memory.
                Dispose();
                _start = NativeMemory.Alloc((nuint)length);
                _length = length;
            }
            return new Span<byte>(_start, length);
        }

        public void Dispose()
        {
            NativeMemory.Free(_start);
            _start = null;
            _length = 0;
        }
    }

    private static int Number(byte[] body, int place) =>
        BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(place * sizeof(int)));

    /// <summary>The name of a dataset that is here what the parent knows it to be.</summary>
    private static string Known(Hdf5File file, byte[] body)
    {
        var known = Hdf5Wire.Array(body);
        return file.Contents.Found(file.Path, known.Name).IsSameAs(known)
            ? known.Name
            : throw new DemonstrationException(file.Path, known.Name, ArrayInfo.Changed);
    }

    /// <summary>The message without the names of file and array, which the parent adds.</summary>
    private static byte[] Message(string path, DemonstrationException e)
    {
        var text = e.Message;
        foreach (var part in (string[])[path, e.Field])
        {
            text = part.Length > 0 && text.StartsWith(part + ": ") ? text[(part.Length + 2)..] : text;
        }
        return Encoding.UTF8.GetBytes(text.Length > 8000 ? text[..8000] + "..." : text);
    }

    private static void Fault()
    {
        switch (Environment.GetEnvironmentVariable(FaultVariable))
        {
            case "abort":
                Environment.FailFast("asked to");
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "loop":
                while (true)
                {
                    Thread.SpinWait(1000);
                }
            case "garbage":
                using (var output = Console.OpenStandardOutput())
                {
                    output.Write("Hello, world!"u8);
                }
                break;
            case "memory":
                for (var taken = 0; taken < 64; taken++)
                {
                    Marshal.AllocHGlobal(1 << 30);
                }
                break;
            default:
                break;
        }
    }
}
