using System.Collections.Immutable;
using Gail.Numerics;

namespace Gail.Runs.Tensors;

/// <summary>A tensor as the header describes it; offsets count from the end of the header.</summary>
internal sealed record DescribedTensor(string Name, ElementType Type, ImmutableArray<int> Shape, long Start, long End);

/// <summary>The rules that bind the tensors of a file together.</summary>
internal static class SafetensorsRules
{
    /// <summary>Names must be paths, and none both a tensor and a subtree.</summary>
    public static void CheckNames(HashSet<string> names, Func<string, string, SafetensorsException> fail)
    {
        foreach (var name in names.Where(name => name != SafetensorsWriting.MetadataKey))
        {
            var parts = name.EndsWith('/') ? name[..^1] : name;
            if (parts.Split('/').Any(part => part.Length == 0))
            {
                throw fail(name, "the name has an empty part; expected names joined by '/'.");
            }
            if (name.EndsWith('/') && names.Contains(parts))
            {
                throw fail(name, $"'{parts}' cannot be a tensor and a subtree at once.");
            }
            for (var slash = parts.IndexOf('/'); slash >= 0; slash = parts.IndexOf('/', slash + 1))
            {
                if (names.Contains(parts[..slash]))
                {
                    throw fail(name, $"'{parts[..slash]}' cannot be a tensor and a subtree at once.");
                }
            }
        }
    }

    /// <summary>The format demands that the tensors cover the data: no gap, no overlap, nothing left over.</summary>
    public static void CheckOffsets(
        List<DescribedTensor> tensors,
        long dataLength,
        Func<string, string, SafetensorsException> fail
    )
    {
        var end = 0L;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Start).ThenBy(tensor => tensor.End))
        {
            if (tensor.Start != end)
            {
                throw fail(
                    tensor.Name,
                    $"data_offsets start at {tensor.Start}, expected {end}: tensors may neither overlap nor leave gaps."
                );
            }
            end = tensor.End;
        }
        if (end != dataLength)
        {
            throw fail(
                "",
                $"the tensors take {end} bytes but {dataLength} follow the header; the file was cut off or has something appended."
            );
        }
    }
}
