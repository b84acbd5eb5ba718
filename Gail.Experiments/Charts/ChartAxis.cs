using System.Collections.Immutable;
using System.Globalization;

namespace Gail.Experiments.Charts;

/// <summary>A number written beside an axis.</summary>
/// <param name="At">The position.</param>
/// <param name="Text">The text.</param>
public sealed record ChartTick(double At, string Text);

/// <summary>The range of a panel in one direction.</summary>
/// <param name="Label">The label, with the unit; empty for none.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end, above <paramref name="Low"/>.</param>
/// <param name="Ticks">The numbers beside it.</param>
public sealed record ChartAxis(string Label, double Low, double High, ImmutableArray<ChartTick> Ticks)
{
    private const int Steps = 5;
    private const double Rounding = 1e-9;

    /// <summary>An axis over values, with round numbers beside it.</summary>
    /// <param name="label">See <see cref="Label"/>.</param>
    /// <param name="values">At least one finite value.</param>
    /// <param name="margin">The margin at both ends, as a share of the range.</param>
    /// <param name="unit">The numbers are divided by this, as in 1e6 for millions.</param>
    public static ChartAxis Over(string label, IEnumerable<double> values, double margin = 0.05, double unit = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        // A range must have a width: that of one unit, where all values are the same.
        var room = high > low ? margin * (high - low) : 0.5 * unit;
        (low, high) = (low - room, high + room);
        return new ChartAxis(label, low, high, Round(low, high, unit));
    }

    /// <summary>Multiples of 1, 2 or 5 times a power of ten within a range, <see cref="Steps"/> of them or fewer.</summary>
    private static ImmutableArray<ChartTick> Round(double low, double high, double unit)
    {
        var least = (high - low) / unit / Steps;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var step = new[] { 1.0, 2, 5, 10 }.First(factor => factor * magnitude >= least) * magnitude;
        // An end that is a multiple but for rounding counts as one.
        var first = (long)Math.Ceiling((low / unit / step) - Rounding);
        var last = (long)Math.Floor((high / unit / step) + Rounding);
        var ticks = ImmutableArray.CreateBuilder<ChartTick>();
        for (var multiple = first; multiple <= last; multiple++)
        {
            // Decimal, so that three times a tenth is written 0.3.
            var text = ((decimal)step * multiple).ToString("0.############", CultureInfo.InvariantCulture);
            ticks.Add(new ChartTick(multiple * step * unit, text));
        }
        return ticks.ToImmutable();
    }
}
