using Gail.Numerics.Kernels;

namespace Gail.Core.Tests.Numerics.Kernels;

/// <summary>Arithmetic against plain loops for every length to 257; nothing is written beyond whole vectors of 16.</summary>
public sealed unsafe class ElementwiseTests
{
    private const float Guard = 12345.678f;

    public static TheoryData<string> Names => [.. Table.Keys];

    private static Dictionary<string, Row> Table { get; } =
        new()
        {
            ["Add"] = new(Elementwise.Add, (x, y) => x + y),
            ["Subtract"] = new(Elementwise.Subtract, (x, y) => x - y),
            ["Multiply"] = new(Elementwise.Multiply, (x, y) => x * y),
            ["Divide"] = new(Elementwise.Divide, (x, y) => x / y),
            ["Affine"] = new(
                (x, _, z, n) => Elementwise.Affine(x, -1.7f, 0.3f, z, n),
                (x, _) => MathF.FusedMultiplyAdd(x, -1.7f, 0.3f)
            ),
            ["TanhGradient"] = new(Elementwise.TanhGradient, (x, y) => x * MathF.FusedMultiplyAdd(-y, y, 1)),
            ["Sqrt"] = new((x, _, z, n) => Elementwise.Sqrt(x, z, n), (x, _) => MathF.Sqrt(x)),
            ["Heaviside"] = new((x, _, z, n) => Elementwise.Heaviside(x, z, n), (x, _) => x > 0 ? 1 : 0),
            ["Fill"] = new((_, _, z, n) => Elementwise.Fill(2.5f, z, n), (_, _) => 2.5f),
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_length(string name)
    {
        var row = Table[name];
        for (var length = 0; length <= 257; length++)
        {
            Check(row, length);
            Check(row, length, inPlaceOfX: true);
            Check(row, length, inPlaceOfY: true);
        }
    }

    private static void Check(Row row, int length, bool inPlaceOfX = false, bool inPlaceOfY = false)
    {
        var whole = (length + 15) / 16 * 16;
        var x = Enumerable.Range(0, whole + 32).Select(i => MathF.Sin(1 + (3 * i))).ToArray();
        var y = Enumerable.Range(0, whole + 32).Select(i => MathF.Cos(1 + (5 * i))).ToArray();
        var z =
            inPlaceOfX ? x.ToArray()
            : inPlaceOfY ? y.ToArray()
            : new float[whole + 32];
        Array.Fill(z, Guard, 0, 16);
        Array.Fill(z, Guard, 16 + whole, 16);
        fixed (
            float* px = x,
                py = y,
                pz = z
        )
        {
            row.Kernel((inPlaceOfX ? pz : px) + 16, (inPlaceOfY ? pz : py) + 16, pz + 16, length);
        }
        for (var i = 0; i < z.Length; i++)
        {
            if (i < 16 || i >= 16 + whole)
            {
                Assert.Equal(Guard, z[i]);
            }
            else if (i < 16 + length)
            {
                // Equal bits: NaN where the root of a negative number is.
                Assert.Equal(row.Plain(x[i], y[i]), z[i]);
            }
        }
    }

    private delegate void Kernel(float* x, float* y, float* z, nint length);

    private sealed record Row(Kernel Kernel, Func<float, float, float> Plain);
}
