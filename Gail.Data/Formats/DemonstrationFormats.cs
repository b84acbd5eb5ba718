using System.Collections.Immutable;
using Gail.Data.Files;
using Gail.Data.Formats.Arrays;
using Gail.Data.Formats.Arrow;
using Gail.Data.Formats.Godot;
using Gail.Data.Formats.Hdf5;
using Gail.Data.Formats.Layouts;
using Gail.Data.Formats.Layouts.Minari;
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

    /// <summary>The formats whose columns may have names of the user's own.</summary>
    private static readonly ImmutableArray<string> WithNames =
    [
        CsvFormat.FormatName,
        JsonLinesFormat.FormatName,
        ParquetFormat.FormatName,
        LeRobotFormat.FormatName,
        NamedArraysLayout.LayoutName,
        "pickle",
        "torch",
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
        DemonstrationView Open(string folder, DemonstrationFileOptions reading) =>
            Checked(folder, reading, chosen.Open(folder, reading));
        return chosen is null ? null
            : options.SkipBad ? SoundView.Of(path, options, Open)
            : Open(path, options);
    }

    public static DemonstrationView Open(string path, DemonstrationFileOptions options)
    {
        CheckName(path, options);
        return options.SkipBad ? SoundView.Of(path, options, OpenOne) : OpenOne(path, options);
    }

    /// <summary>Whether a file seems to hold demonstrations, be they readable or not.</summary>
    public static bool MayHold(string path)
    {
        if (FileKind.OfOther(path) is not null)
        {
            return false;
        }
        try
        {
            var head = FileHead.Of(path);
            return InputFile.IsPointer(head.Bytes) || All.Any(format => format.Recognizes(head));
        }
        catch (DemonstrationException)
        {
            // It is there and cannot be read: whoever opens it says why.
            return true;
        }
    }

    private static DemonstrationView OpenOne(string path, DemonstrationFileOptions options)
    {
        var head = FileHead.Of(path);
        if (InputFile.StandIn(head.Bytes) is not null)
        {
            throw Unknown(path);
        }
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
        return IsOfArrays(view.Description.Source.Format) ? OneHotView.OrSame(view) : view;
    }

    /// <summary>
    /// Whether a format keeps arrays without saying what they mean. This project's own, and Minari's, do say whether
    /// whole numbers are one choice or several.
    /// </summary>
    private static bool IsOfArrays(string format) =>
        ArrayLayouts.All.Any(layout => layout.Name == format && layout is not (GailLayout or MinariLayout));

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
        if (!options.Header.IsDefaultOrEmpty && format != CsvFormat.FormatName)
        {
            throw new DemonstrationException(
                path,
                "",
                $"the names of all columns were given, which is about tables in text ({CsvFormat.FormatName}) only, but the file's format is {format}. Name its parts, as in observation=NAME, or leave that out."
            );
        }
        if (!options.ColumnNames.IsEmpty && !WithNames.Contains(format))
        {
            throw new DemonstrationException(
                path,
                "",
                $"names of columns were given, but the format {format} has names of its own; they are about {string.Join(", ", WithNames)} only. Leave that out."
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
