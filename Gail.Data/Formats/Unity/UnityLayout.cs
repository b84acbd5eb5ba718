using System.Collections.Immutable;
using Gail.Data.Views;

namespace Gail.Data.Formats.Unity;

/// <summary>Which sensors and actions of a record are taken, and how wide they are: told by the first record.</summary>
internal sealed class UnityLayout
{
    /// <summary>The values of an action at most: room for them is made before the first record is looked at.</summary>
    private const int GreatestActionWidth = 100_000;

    private readonly string _path;
    private readonly ImmutableArray<int> _sensors;
    private readonly ImmutableArray<int> _widths;
    private readonly int _sensorCount;

    /// <summary>Looks a first record over.</summary>
    /// <exception cref="DemonstrationException">No sensor gives numbers, or the sizes are damaged.</exception>
    public UnityLayout(string path, UnityBehavior behavior, UnityRecord first, DemonstrationFileOptions options)
    {
        _path = path;
        var sensors = first.Agent.Observations;
        _sensorCount = sensors.Count;
        var usable = Enumerable.Range(0, sensors.Count).Where(i => sensors[i].Values.Count > 0).ToList();
        if (usable.Count == 0)
        {
            throw new DemonstrationException(
                path,
                "observations",
                sensors.Count > 0
                    ? "hold images only; record with sensors of numbers."
                    : "there are none; files of ML-Agents before release 0.12 keep them elsewhere. Record again with a newer release."
            );
        }
        Skipped = [.. Enumerable.Range(0, sensors.Count).Except(usable).Select(i => NameOf(sensors[i], i))];
        _sensors = Chosen(usable, sensors, options);
        var parts = _sensors.Select(i => new ColumnPart(NameOf(sensors[i], i), sensors[i].Values.Count)).ToList();
        _widths = [.. parts.Select(part => part.Width)];
        Width = parts.Sum(part => part.Width);
        Parts = parts.Count > 1 ? [.. parts] : [];
        ActionParts = Actions(behavior);
    }

    /// <summary>The values of an observation.</summary>
    public int Width { get; }

    /// <summary>The sensors whose values lie side by side, if there are several.</summary>
    public ImmutableArray<ColumnPart> Parts { get; }

    /// <summary>The sensors that give no numbers.</summary>
    public ImmutableArray<string> Skipped { get; }

    /// <summary>The numbers of an action, then a choice for each branch; none without actions.</summary>
    public ImmutableArray<ColumnPart> ActionParts { get; }

    /// <summary>0 without actions.</summary>
    public int ActionWidth => ActionParts.Sum(part => part.Width);

    /// <summary>Copies a record's observation.</summary>
    public void CopyObservation(UnityRecord record, string place, Span<float> values)
    {
        var sensors = record.Agent.Observations;
        if (sensors.Count != _sensorCount)
        {
            throw Fail(place, $"has {sensors.Count} observations but the first record has {_sensorCount}.");
        }
        for (var part = 0; part < _sensors.Length; part++)
        {
            var found = sensors[_sensors[part]].Values;
            if (found.Count != _widths[part])
            {
                throw Fail(
                    place,
                    $"has {found.Count} values in '{NameOf(sensors[_sensors[part]], _sensors[part])}' but the first record has {_widths[part]}."
                );
            }
            for (var i = 0; i < found.Count; i++)
            {
                values[i] = found[i];
            }
            values = values[found.Count..];
        }
    }

    /// <summary>Copies a record's action.</summary>
    public void CopyAction(UnityRecord record, string place, Span<float> values)
    {
        var action = record.Action;
        var isOld = action.Continuous.Count == 0 && action.Choices.Count == 0;
        foreach (var part in ActionParts)
        {
            var count =
                isOld ? action.Old.Count
                : part.IsDiscrete ? action.Choices.Count
                : action.Continuous.Count;
            if (count != part.Width)
            {
                throw Fail(
                    place,
                    ActionParts.Length == 1
                        ? $"has {count} action values but the behavior {part.Width}."
                        : $"has {count} {(part.IsDiscrete ? "discrete" : "continuous")} action values but the behavior {part.Width}."
                );
            }
            for (var i = 0; i < count; i++)
            {
                values[i] =
                    isOld ? action.Old[i]
                    : part.IsDiscrete ? action.Choices[i]
                    : action.Continuous[i];
            }
            values = values[count..];
        }
    }

    private ImmutableArray<ColumnPart> Actions(UnityBehavior behavior)
    {
        if (behavior.Continuous < 0 || behavior.Choices.Any(count => count < 1))
        {
            throw new DemonstrationException(
                _path,
                "actions",
                "the behavior's parameters are damaged: a size is below 1."
            );
        }
        if (Math.Max(behavior.Continuous, behavior.Choices.Count) is > GreatestActionWidth and var claimed)
        {
            throw new DemonstrationException(
                _path,
                "actions",
                $"the behavior's parameters claim {claimed} values an action, expected {GreatestActionWidth} at most; they are damaged."
            );
        }
        return
        [
            .. behavior.Continuous > 0 ? [new ColumnPart("", behavior.Continuous)] : (ReadOnlySpan<ColumnPart>)[],
            .. behavior.Choices.Count > 0
                ? [ColumnPart.OfChoices([.. behavior.Choices])]
                : (ReadOnlySpan<ColumnPart>)[],
        ];
    }

    private ImmutableArray<int> Chosen(
        List<int> usable,
        List<UnityObservation> sensors,
        DemonstrationFileOptions options
    )
    {
        if (options.ObservationParts.IsDefaultOrEmpty)
        {
            return [.. usable];
        }
        int Find(string name)
        {
            var at = usable.FindIndex(i => NameOf(sensors[i], i) == name);
            return at >= 0
                ? usable[at]
                : throw new DemonstrationException(
                    _path,
                    "observations",
                    $"there is no sensor '{name}' that gives numbers; there are {string.Join(", ", usable.Select(i => NameOf(sensors[i], i)))}."
                );
        }
        return [.. options.ObservationParts.Select(Find)];
    }

    private static string NameOf(UnityObservation sensor, int index) =>
        sensor.Name.Length > 0 ? sensor.Name : $"observation_{index}";

    private DemonstrationException Fail(string place, string problem) => new(_path, place, problem);
}
