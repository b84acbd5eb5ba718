using Gail.Graphs;

namespace Gail.Execution;

/// <summary>
/// Evaluates graphs in single precision. A graph is compiled when it is first asked for, and runs into the
/// caller's memory from then on. An engine serves any number of threads at a time, and what it computes does not depend
/// on how many an <see cref="Executor"/> has; two engines agree up to rounding.
/// </summary>
public interface IGraphEngine
{
    /// <summary>A program for a graph, for one caller at a time; disposing of it gives it to the next.</summary>
    IGraphProgram Rent(Graph graph);
}

/// <summary>
/// A compiled graph with the memory that it works in. <see cref="Bind"/> first, then <see cref="Run"/> as often as
/// wanted: a minibatch then costs what its rows cost.
/// </summary>
public interface IGraphProgram : IDisposable
{
    /// <summary>Takes over the inputs of fixed shape, such as weights: after every change of their contents.</summary>
    /// <param name="inputs">One for each of <see cref="Graph.Inputs"/>; those with the rows of the batch do not matter.</param>
    void Bind(ReadOnlyMemory<float>[] inputs);

    /// <summary>Computes the outputs for a batch.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="inputs">
    /// One for each of <see cref="Graph.Inputs"/>, row-major, at least as long as its rows ask for; those of fixed shape
    /// were taken over by <see cref="Bind"/>.
    /// </param>
    /// <param name="outputs">Where each of <see cref="Graph.Outputs"/> goes, row-major; with room for it.</param>
    void Run(Executor executor, int rows, ReadOnlyMemory<float>[] inputs, Memory<float>[] outputs);
}
