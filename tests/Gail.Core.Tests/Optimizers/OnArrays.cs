using Gail.Execution;
using Gail.Optimizers;

namespace Gail.Core.Tests.Optimizers;

/// <summary>Solvers as functions from arrays to arrays: what tests can write down.</summary>
internal static class OnArrays
{
    internal static Stepped Step(TrustRegionOptions options, ITrustRegionProblem problem)
    {
        var point = new double[problem.Start.Length];
        var step = TrustRegion.Step(Executor.SingleThreaded, options, problem, point);
        return new Stepped(point, step.Improvement, step.Kl, step.Backtracks, step.Accepted);
    }

    internal static double[] Solve(
        Func<double[], double[]> product,
        double[] target,
        int maxSteps,
        double relativeTolerance
    )
    {
        var x = new double[target.Length];
        ConjugateGradient.Solve(
            Executor.SingleThreaded,
            (vector, image) => product(vector.ToArray()).CopyTo(image),
            target,
            maxSteps,
            relativeTolerance,
            x
        );
        return x;
    }

    internal sealed record Stepped(double[] Point, double Improvement, double Kl, int Backtracks, bool Accepted);
}
