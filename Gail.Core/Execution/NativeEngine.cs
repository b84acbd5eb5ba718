using Gail.Execution.Plans;
using Gail.Graphs;

namespace Gail.Execution;

/// <summary>
/// The engine of this library: graphs as plans of vectorised kernels over tiles of rows. The same bits with any number
/// of threads and any vector width.
/// </summary>
public sealed class NativeEngine : IGraphEngine
{
    private NativeEngine() { }

    /// <summary>Creates the engine; it has no settings.</summary>
    public static NativeEngine Instance { get; } = new();

    /// <inheritdoc/>
    public IGraphProgram Rent(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return Plan.Of(graph).RentBinding();
    }
}
