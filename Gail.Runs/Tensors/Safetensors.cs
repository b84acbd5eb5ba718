using System.Collections.Immutable;
using Gail.Data.Files;
using Gail.Data.Formats;
using Gail.Numerics;

namespace Gail.Runs.Tensors;

/// <summary>
/// Writes and reads trees of arrays in the safetensors format: 8 bytes with the length of a JSON header, the header,
/// then the data. Reading it executes nothing.
/// </summary>
/// <remarks>
/// <para>
/// The names of tensors are the paths of leaves; their order in the header is the order of leaves. An empty subtree is
/// kept as a tensor of no elements whose name ends in '/'.
/// </para>
/// <para>
/// The header is padded so that the data start at a multiple of 8. In the data, tensors of 8-byte elements come first,
/// then those of 4, then booleans: so every tensor is aligned to its elements without the gaps that the format
/// forbids. Equal trees and metadata give equal bytes.
/// </para>
/// <para>
/// Element types: BOOL, I64, U64, F32, F64. Others are refused, since <see cref="NdArray"/> has none. The reader takes
/// at most 16,384 tensors and a header of 4 MiB.
/// </para>
/// <para>
/// A checksum over the whole file stands among the metadata, and what has one is checked against it: a bit that turned
/// anywhere is found. Files of other programs have none.
/// </para>
/// </remarks>
public static class Safetensors
{
    /// <summary>Writes a file whole or not at all; see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="tree">The arrays.</param>
    public static void Write(string path, StateTree tree) =>
        Write(path, tree, ImmutableDictionary<string, string>.Empty);

    /// <summary>Writes a file whole or not at all; see <see cref="AtomicFile"/>.</summary>
    /// <param name="path">The file to make or replace; its folder must exist.</param>
    /// <param name="tree">The arrays.</param>
    /// <param name="metadata">Texts to keep beside them, written in ordinal order of their keys.</param>
    /// <exception cref="SafetensorsException">The file cannot be written, or a name cannot be.</exception>
    public static void Write(string path, StateTree tree, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(metadata);
        RequireLittleEndian();
        if (metadata.ContainsKey(SafetensorsChecksum.Key))
        {
            throw new SafetensorsException(
                path,
                SafetensorsChecksum.Key,
                "is a name kept for the file's own checksum."
            );
        }
        var layout = SafetensorsWriting.Plan(path, tree);
        var data = layout.OrderBy(tensor => tensor.Start).ToList();
        var texts = metadata.Append(new(SafetensorsChecksum.Key, SafetensorsChecksum.Blank));
        var header = SafetensorsWriting.Header(path, layout, texts);
        SafetensorsChecksum.Fill(header, data);
        try
        {
            AtomicFile.Write(
                path,
                stream =>
                {
                    stream.Write(header);
                    foreach (var tensor in data)
                    {
                        stream.Write(tensor.Array.Bytes);
                    }
                }
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SafetensorsException(path, "", $"cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">A safetensors file.</param>
    /// <exception cref="SafetensorsException">The file is missing, damaged or holds what a tree cannot.</exception>
    public static SafetensorsFile Read(string path)
    {
        RequireLittleEndian();
        using var stream = InputFile.Open(path, (problem, cause) => new SafetensorsException(path, "", problem, cause));
        try
        {
            return new SafetensorsReading(path, stream).Read();
        }
        catch (IOException e)
        {
            throw new SafetensorsException(path, "", $"cannot be read: {e.Message}", e);
        }
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException(
                "safetensors files hold little-endian numbers; this machine is big-endian."
            );
        }
    }
}
