using System.Collections.Immutable;
using Gail.Graphs;
using Gail.Networks;
using Gail.Numerics;

namespace Gail.Outside.Tests;

/// <summary>y = tanh(x A) B + x C: a hidden layer beside a straight way.</summary>
internal sealed record SkipNetwork(int InputWidth, int OutputWidth, int Hidden) : INetwork
{
    public StateTree Initialize(RandomKey key)
    {
        var limit = Math.Sqrt(6.0 / (InputWidth + Hidden));
        float[] inner =
        [
            .. Enumerable.Range(0, InputWidth * Hidden).Select(i => (float)key.Uniform((ulong)i, -limit, limit)),
        ];
        return StateTree
            .Empty.With("inner", NdArray.Matrix<float>(InputWidth, Hidden, inner))
            .With("outer", NdArray.Zeros<float>(new Shape(Hidden, OutputWidth)))
            .With("straight", NdArray.Zeros<float>(new Shape(InputWidth, OutputWidth)));
    }

    public ImmutableArray<Expr> Parameters(string prefix) =>
        [
            Expr.Parameter($"{prefix}/inner", InputWidth, Hidden),
            Expr.Parameter($"{prefix}/outer", Hidden, OutputWidth),
            Expr.Parameter($"{prefix}/straight", InputWidth, OutputWidth),
        ];

    public Expr Apply(ImmutableArray<Expr> parameters, Expr input) =>
        Expr.MatMul(Expr.Tanh(Expr.MatMul(input, parameters[0])), parameters[1]) + Expr.MatMul(input, parameters[2]);
}
