using Microsoft.ML;
using Microsoft.ML.Data;

namespace Gail.Data.Catalogs;

/// <summary>A transform of views as ML.NET applies it.</summary>
internal sealed class ViewTransformer(Func<IDataView, IDataView> transform) : ITransformer
{
    public bool IsRowToRowMapper => false;

    /// <summary>What is wrong where single rows are to be mapped.</summary>
    public static InvalidOperationException NoMapper() =>
        new("Demonstrations are transformed as views: rows mean something within their episodes only.");

    public IDataView Transform(IDataView input) => transform(input);

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => transform(new SchemaView(inputSchema)).Schema;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw NoMapper();

    public void Save(ModelSaveContext ctx) =>
        throw new NotSupportedException(
            "ML.NET saves transformers of its own only; make this one again where it is needed."
        );
}
