namespace Gail.Data.Views.Transforms;

/// <summary>What every transform of a view shares: its columns are known at once, its rows follow when they are read.</summary>
/// <param name="source">The view transformed.</param>
/// <param name="description">The columns of the result.</param>
internal abstract class TransformedView(DemonstrationView source, ViewSchema description) : DemonstrationView
{
    public override ViewSchema Description => description;

    protected DemonstrationView Source => source;
}
