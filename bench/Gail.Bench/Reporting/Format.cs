using System.Globalization;

namespace Gail.Bench.Reporting;

/// <summary>Numbers for reading.</summary>
internal static class Format
{
    /// <summary>Three digits, in the unit that suits.</summary>
    internal static string Time(double nanoseconds) =>
        nanoseconds switch
        {
            < 1e3 => $"{Digits(nanoseconds)} ns",
            < 1e6 => $"{Digits(nanoseconds / 1e3)} µs",
            < 1e9 => $"{Digits(nanoseconds / 1e6)} ms",
            _ => $"{Digits(nanoseconds / 1e9)} s",
        };

    /// <summary>A figure in its unit.</summary>
    internal static string Value(Figure figure, double nanoseconds) =>
        figure.Unit switch
        {
            Unit.Flops => $"{Digits(figure.Flops / nanoseconds)} GFLOP/s",
            Unit.Bytes => $"{Digits(figure.Bytes / nanoseconds)} GB/s",
            Unit.Steps when nanoseconds > 1e3 => $"{Digits(1e6 / nanoseconds)} k steps/s",
            Unit.Steps => $"{Digits(1e3 / nanoseconds)} M steps/s",
            _ => Time(nanoseconds),
        };

    internal static string Goal(Target? target) =>
        target switch
        {
            null => "",
            { Goal: Reporting.Goal.Time or Reporting.Goal.TimeHere } => $"≤ {Time(target.Value)}",
            { Goal: Reporting.Goal.Rate } => $"≥ {Digits(target.Value)} M steps/s",
            { Goal: Reporting.Goal.Peak } => $"≥ {Percent(target.Value)} of peak",
            { Goal: Reporting.Goal.Share } => $"≥ {Percent(target.Value)} of the engine's speed",
            _ => $"≥ {Digits(target.Value)} times faster than on 1",
        };

    internal static string Percent(double fraction) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:F0} %");

    internal static string Digits(double value) =>
        value.ToString(
            Math.Abs(value) switch
            {
                < 10 => "0.##",
                < 100 => "0.#",
                _ => "0",
            },
            CultureInfo.InvariantCulture
        );
}
