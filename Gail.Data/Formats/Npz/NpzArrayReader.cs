using System.IO.Compression;
using System.IO.Hashing;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Npz;

/// <summary>Reads an array of an .npz archive as it lies in the file, from front to back, and its checksum with it.</summary>
internal sealed class NpzArrayReader : ArrayReader
{
    // Small enough that the checksum finds the bytes in the cache.
    private const int Chunk = 1 << 17;

    // No deflated byte can stand for more than 1032, so that a greater claim is a lie.
    private const long GreatestRatio = 1032;

    private readonly ZipArchiveEntry _entry;
    private readonly Func<string, DemonstrationException> _fail;
    private readonly string _path;
    private readonly NpyHeader _header;
    private readonly Crc32 _checksum = new();
    private Stream? _stream;
    private long _position;
    private byte[]? _rowMajor;

    public NpzArrayReader(string path, string name, ZipArchiveEntry entry)
    {
        _path = path;
        _entry = entry;
        _fail = problem => new DemonstrationException(path, name, problem);
        _header = NpzArchive.Guarded(path, name, Begin);
        Type = CheckedType();
        CheckSizes();
    }

    public override ArrayInfo Info => _header.Info;

    public override NpyType Type { get; }

    private long Length => _header.Count * Type.Size;

    protected override DemonstrationException Fail(string problem) => _fail(problem);

    protected override void ReadRaw(int firstRow, int rows, Span<byte> destination)
    {
        var rowBytes = (long)Columns * Type.Size;
        if (_header.FortranOrder && Info.Shape.Length > 1)
        {
            _rowMajor ??= Whole();
            _rowMajor.AsSpan((int)(firstRow * rowBytes), destination.Length).CopyTo(destination);
            return;
        }
        ReadBytes(firstRow * rowBytes, destination);
        if (Type.BigEndian == BitConverter.IsLittleEndian)
        {
            ByteOrder.Reverse(destination, Type.Size);
        }
    }

    public override void Finish()
    {
        Skip(Length - _position);
        try
        {
            if (_stream!.ReadByte() >= 0)
            {
                throw _fail("holds more bytes than the archive says; the file is damaged.");
            }
        }
        catch (Exception e) when (NpzArchive.IsDamage(e))
        {
            throw NpzArchive.Damaged(_path, Info.Name, e);
        }
        if (_checksum.GetCurrentHashAsUInt32() != _entry.Crc32)
        {
            throw _fail("the checksum does not match; the file is damaged.");
        }
    }

    protected override void Dispose(bool disposing) => _stream?.Dispose();

    private NpyHeader Begin()
    {
        _stream?.Dispose();
        _stream = _entry.Open();
        var header = NpyHeader.Read(_stream, _entry.FullName[..^".npy".Length], _fail);
        _position = 0;
        _checksum.Reset();
        _checksum.Append(header.Bytes);
        return header;
    }

    private void ReadBytes(long position, Span<byte> destination)
    {
        if (position < _position)
        {
            NpzArchive.Guarded(_path, Info.Name, Begin);
        }
        Skip(position - _position);
        Forward(destination);
    }

    private void Skip(long count)
    {
        if (count == 0)
        {
            return;
        }
        var skipped = new byte[Math.Min(count, Chunk)];
        for (; count > 0; count -= skipped.Length)
        {
            Forward(skipped.AsSpan(0, (int)Math.Min(count, skipped.Length)));
        }
    }

    private void Forward(Span<byte> destination)
    {
        try
        {
            while (!destination.IsEmpty)
            {
                var part = destination[..Math.Min(destination.Length, Chunk)];
                _stream!.ReadExactly(part);
                _checksum.Append(part);
                _position += part.Length;
                destination = destination[part.Length..];
            }
        }
        catch (Exception e) when (NpzArchive.IsDamage(e))
        {
            throw NpzArchive.Damaged(_path, Info.Name, e);
        }
    }

    private byte[] Whole()
    {
        if (Length > NpzArchive.MaximumArrayBytes)
        {
            throw _fail(
                $"has {Length} bytes in Fortran order, expected {NpzArchive.MaximumArrayBytes} at most: it has to be turned as a whole; save it in C order."
            );
        }
        var bytes = GC.AllocateUninitializedArray<byte>((int)Length);
        ReadBytes(0, bytes);
        if (Type.BigEndian == BitConverter.IsLittleEndian)
        {
            ByteOrder.Reverse(bytes, Type.Size);
        }
        return ByteOrder.RowMajor(bytes, Info.Shape.AsSpan(), Type.Size);
    }

    private NpyType CheckedType()
    {
        if (Info.IsObject)
        {
            throw _fail(
                "holds pickled Python objects, which are never loaded; numbers are needed, so save the array with a numeric dtype."
            );
        }
        return _header.Type
            ?? throw _fail(
                $"the element type '{Info.DataType}' is not read; expected bool, an integer or a float of up to 64 bits."
            );
    }

    private void CheckSizes()
    {
        var held = _entry.Length - _header.Bytes.Length;
        if (held != Length)
        {
            throw _fail(
                $"the header promises {Length} bytes of data for {Info} but {held} are there; the file is damaged or was cut off."
            );
        }
        // What is not packed is as long as the file, and costs no more than its writer spent.
        if (_entry.Length != _entry.CompressedLength && Length > NpzArchive.MaximumArrayBytes)
        {
            throw _fail(
                $"has {Length} bytes, expected {NpzArchive.MaximumArrayBytes} at most; save it without compression."
            );
        }
        if (_entry.Length > (_entry.CompressedLength + 1) * GreatestRatio)
        {
            throw _fail(
                $"claims to hold {_entry.Length} bytes in {_entry.CompressedLength} compressed ones, which cannot be; the file is damaged."
            );
        }
    }
}
