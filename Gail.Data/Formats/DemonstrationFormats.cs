using System.Collections.Immutable;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Arrow;
using Gail.Data.Formats.Godot;
using Gail.Data.Formats.Hdf5;
using Gail.Data.Formats.Layouts;
using Gail.Data.Formats.LeRobot;
using Gail.Data.Formats.Npz;
using Gail.Data.Formats.Parquet;
using Gail.Data.Formats.Pickle;
using Gail.Data.Formats.Text.Csv;
using Gail.Data.Formats.Text.Json;
using Gail.Data.Formats.Torch;
using Gail.Data.Formats.Unity;
using Gail.Data.Views;

namespace Gail.Data.Formats;

/// <summary>All formats, and the choice among them.</summary>
internal static class DemonstrationFormats
{
    /// <summary>In the order in which they are asked.</summary>
    private static readonly ImmutableArray<IDemonstrationFormat> All =
    [
        // An archive too, and told from others by what is in it.
        new TorchFormat(),
        new NpzFormat(),
        new Hdf5Format(),
        new UnityFormat(),
        new ParquetFormat(),
        new ArrowFormat(),
        new GodotFormat(),
        new PickleFormat(),
        new JsonLinesFormat(),
        new CsvFormat(),
    ];

    /// <summary>Data sets that are folders, in the order in which they are asked.</summary>
    private static readonly ImmutableArray<IFolderFormat> Folders =
    [
        new LeRobotFormat(),
        new MinariArrowFormat(),
        new ArrowFormat(),
    ];

    /// <summary>All whose names mean something; a layout of arrays has its own in <see cref="ArrayLayouts"/>.</summary>
    private static readonly ImmutableArray<INamedFormat> Named =
    [
        .. All,
        .. Folders.Where(folder =>
            All.All(format => format.Name != folder.Name) && ArrayLayouts.All.All(layout => layout.Name != folder.Name)
        ),
        new LeRobotSecondFormat(),
    ];

    /// <summary>Layouts of arrays first, under the names that messages use, then the other formats.</summary>
    public static ImmutableArray<DemonstrationFormat> Described { get; } =
    [
        .. ArrayLayouts.All.Select(layout => new DemonstrationFormat(
            layout.Name,
            layout.Description,
            layout is IDemonstrationTarget
        )),
        .. Named.Select(format => new DemonstrationFormat(
            format.Name,
            format.Description,
            format is IDemonstrationTarget
        )),
    ];

    /// <summary>The first is meant where nothing says what is.</summary>
    private static IEnumerable<IDemonstrationTarget> Targets =>
        Named.OfType<IDemonstrationTarget>().Concat(ArrayLayouts.All.OfType<IDemonstrationTarget>());

    /// <summary>Whether a folder is one data set of a kind that is known.</summary>
    public static bool IsDataSet(string path) => Folders.Any(format => format.RecognizesFolder(path));

    /// <summary>A folder as one data set, if it is one of a kind that is known.</summary>
    public static DemonstrationView? OpenFolder(string path, DemonstrationFileOptions options)
    {
        CheckName(path, options);
        var chosen = Folders.FirstOrDefault(format =>
            (options.Format is null || options.Format == format.Name) && format.RecognizesFolder(path)
        );
        return chosen is null ? null : Checked(path, options, chosen.Open(path, options));
    }

    public static DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        CheckName(path, options);
        var head = FileHead.Of(path);
        var chosen =
            All.FirstOrDefault(format => format.Name == options.Format)
            ?? All.FirstOrDefault(format => format.Recognizes(head))
            ?? throw Unknown(path);
        return Checked(path, options, chosen.Open(path, options));
    }

    private static void CheckName(string path, DemonstrationFileOptions options)
    {
        if (options.Format is { } name && Described.All(format => format.Name != name))
        {
            throw new DemonstrationException(
                path,
                "",
                $"there is no format '{name}'; there are {string.Join(", ", Described.Select(format => format.Name))}."
            );
        }
    }

    private static DemonstrationView Checked(string path, DemonstrationFileOptions options, DemonstrationView view)
    {
        CheckIsOfUse(path, options, view.Description.Source.Format);
        return view;
    }

    /// <summary>What was asked for must not be passed over in silence.</summary>
    private static void CheckIsOfUse(string path, DemonstrationFileOptions options, string format)
    {
        if (options.FilterKey is { } key && format != RobomimicLayout.LayoutName)
        {
            throw new DemonstrationException(
                path,
                "",
                $"the filter key '{key}' was asked for, but the file's format, {format}, has no filter keys; only {RobomimicLayout.LayoutName}'s has. Leave the filter key out."
            );
        }
        if (options.UnityActions != UnityActions.OfSameRecord && format != UnityFormat.FormatName)
        {
            throw new DemonstrationException(
                path,
                "",
                $"actions of the next record were asked for, which is about {UnityFormat.FormatName} files only, but the file's format is {format}. Leave that out."
            );
        }
    }

    public static IDemonstrationTarget TargetFor(string path) =>
        Targets.FirstOrDefault(target =>
            target.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)
        ) ?? Targets.First();

    public static IDemonstrationTarget TargetNamed(string path, string name) =>
        Targets.FirstOrDefault(target => target.Name == name)
        ?? throw new DemonstrationException(
            path,
            "",
            $"'{name}' is not written; there are {string.Join(", ", Targets.Select(target => target.Name))}."
        );

    private static DemonstrationException Unknown(string path)
    {
        using var stream = InputFile.Open(path);
        var kind = InputFile.Kind(stream);
        var hint =
            kind == InputFile.Text
                ? "; a table begins with the names of its columns, as in episode,t,obs_0,act_0, and JSON Lines with an object"
                : "";
        return new DemonstrationException(
            path,
            "",
            $"expected demonstrations in a known format but the file is {kind}{hint}."
        );
    }
}
