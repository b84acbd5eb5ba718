using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gail.Data.Formats.Arrays;

namespace Gail.Data.Formats.Hdf5;

/// <summary>Collects attributes as text, within bounds.</summary>
/// <param name="fileLength">The bytes of the file.</param>
internal sealed unsafe class Hdf5AttributeReading(long fileLength)
{
    private const int LongText = 1024;
    private const int MaximumLongTexts = 1 << 20;
    private const int MaximumTexts = 1 << 24;

    // Hard links lead to one group or dataset in many ways, but what it has is read once.
    private readonly Dictionary<(ulong, ulong), (string Name, string Text)[]> _known = [];
    private readonly Hdf5TextClaims _claims = new(fileLength);
    private int _longTexts;
    private int _texts;

    /// <summary>What was found; see <see cref="IArrayFile.Attributes"/>.</summary>
    public ImmutableDictionary<string, string>.Builder Texts { get; } =
        ImmutableDictionary.CreateBuilder<string, string>();

    /// <summary>Adds the attributes of a group or dataset.</summary>
    /// <param name="item">The group or dataset.</param>
    /// <param name="path">Its path, empty for the file.</param>
    /// <param name="address">Where it lies in the file; null if it is not come to again.</param>
    public void Read(long item, string path, (ulong, ulong)? address = null)
    {
        if (address is { } seen && _known.TryGetValue(seen, out var known))
        {
            foreach (var (name, text) in known)
            {
                Add($"{path}@{name}", text);
            }
            return;
        }
        var texts = new List<(string Name, string Text)>();
        foreach (var name in Names(item, path))
        {
            if (Hdf5Attribute.Text(item, name, _claims) is { } text && Add($"{path}@{name}", text))
            {
                texts.Add((name, text));
            }
        }
        if (address is { } place)
        {
            _known.Add(place, [.. texts]);
        }
    }

    /// <summary>
    /// Long texts, such as models of simulators that come with each episode, are left out beyond a sum; of short ones
    /// there is no such number in an honest file.
    /// </summary>
    private bool Add(string key, string text)
    {
        var isLong = text.Length > LongText;
        if (isLong && _longTexts + text.Length > MaximumLongTexts)
        {
            return false;
        }
        _longTexts += isLong ? text.Length : 0;
        _texts += key.Length + text.Length;
        if (_texts > MaximumTexts)
        {
            throw new Hdf5Exception($"the attributes have more than {MaximumTexts} characters.");
        }
        Texts[key] = text;
        return true;
    }

    private static List<string> Names(long item, string path)
    {
        var names = new List<string>();
        var handle = GCHandle.Alloc(names);
        try
        {
            var position = 0UL;
            Hdf5Check.Ok(
                Hdf5Native.H5Aiterate2(item, 0, 0, &position, &OnAttribute, GCHandle.ToIntPtr(handle)),
                $"the attributes of /{path} cannot be read"
            );
        }
        finally
        {
            handle.Free();
        }
        return names;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAttribute(long item, nint name, nint info, nint data)
    {
        var names = (List<string>)GCHandle.FromIntPtr(data).Target!;
        var text = Marshal.PtrToStringUTF8(name) ?? "";
        // What is no UTF-8 could not be asked for again.
        if (!text.Contains(Hdf5Listing.NoText))
        {
            names.Add(text);
        }
        return 0;
    }
}
