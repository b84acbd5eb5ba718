using Parquet;
using Parquet.Schema;

namespace Gail.Bench.Data;

/// <summary>What a program that knows its columns would write with Parquet.Net: every value of some columns, and no more.</summary>
internal static class BareParquet
{
    /// <summary>Reads columns of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Their names; null for all.</param>
    /// <returns>How many values there were.</returns>
    internal static long Read(string path, IReadOnlyCollection<string>? columns) =>
        ReadAsync(path, columns).GetAwaiter().GetResult();

    private static async Task<long> ReadAsync(string path, IReadOnlyCollection<string>? columns)
    {
        var values = 0L;
        await using var reader = await ParquetReader.CreateAsync(path);
        foreach (
            var field in reader.Schema.DataFields.Where(field => columns?.Contains(field.Path.FirstPart!) != false)
        )
        {
            foreach (var group in reader.RowGroups)
            {
                values += await (
                    field.ClrType == typeof(float) ? Read<float>(group, field)
                    : field.ClrType == typeof(double) ? Read<double>(group, field)
                    : field.ClrType == typeof(bool) ? Read<bool>(group, field)
                    : Read<long>(group, field)
                );
            }
        }
        return values;
    }

    private static async Task<long> Read<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        var count = (int)group.GetMetadata(field)!.MetaData!.NumValues;
        var values = GC.AllocateUninitializedArray<T>(count);
        Memory<int>? Levels(int greatest) => greatest > 0 ? GC.AllocateUninitializedArray<int>(count) : null;
        await group.ReadRawAsync<T>(field, values, Levels(field.MaxDefinitionLevel), Levels(field.MaxRepetitionLevel));
        return values.Length;
    }
}
