using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Gail.MuJoCo.Native;

/// <summary>
/// A compiled model: read-only once made, shared by threads. It also keeps the scratch data of threads that have
/// finished with it.
/// </summary>
internal sealed unsafe class EngineModel : SafeHandle
{
    private readonly ConcurrentBag<EngineData> _idle = [];

    private EngineModel(Engine engine, byte* model)
        : base(0, ownsHandle: true)
    {
        Engine = engine;
        SetHandle((nint)model);
        (PositionCount, VelocityCount, ControlCount) = (Size("nq"), Size("nv"), Size("nu"));
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal Engine Engine { get; }

    /// <summary>nq, the number of generalised positions.</summary>
    internal int PositionCount { get; }

    /// <summary>nv, the number of generalised velocities.</summary>
    internal int VelocityCount { get; }

    /// <summary>nu, the number of controls.</summary>
    internal int ControlCount { get; }

    internal byte* Pointer => (byte*)handle;

    /// <summary>Compiles MJCF.</summary>
    /// <exception cref="EngineException">
    /// The library is missing or unknown, or the model does not compile; the message is then the compiler's own.
    /// </exception>
    internal static EngineModel Compile(string xml) => Compile(Engine.Instance, xml);

    /// <summary>Compiles MJCF with an engine that may not have been checked yet.</summary>
    internal static EngineModel Compile(Engine engine, string xml)
    {
        var bytes = Encoding.UTF8.GetBytes(xml);
        ReadOnlySpan<byte> name = "model.xml\0"u8;
        var complaint = stackalloc byte[1024];
        var files = (byte*)NativeMemory.AllocZeroed((nuint)engine.Layout.Constant("sizeof mjVFS"));
        try
        {
            engine.DefaultVfs(files);
            fixed (byte* file = name)
            {
                if (engine.MakeEmptyFileVfs(files, file, bytes.Length) != 0)
                {
                    throw new EngineException("The engine did not take the model's text.");
                }
                var data = (byte**)(files + engine.Layout.Field("mjVFS.filedata").Offset);
                bytes.CopyTo(new Span<byte>(data[engine.FindFileVfs(files, file)], bytes.Length));
                var model = engine.LoadXml(file, files, complaint, 1024);
                if (model is null)
                {
                    throw new EngineException(
                        $"The model does not compile: {Marshal.PtrToStringUTF8((nint)complaint)?.ReplaceLineEndings(" ")}"
                    );
                }
                return new EngineModel(engine, model);
            }
        }
        finally
        {
            engine.DeleteVfs(files);
            NativeMemory.Free(files);
        }
    }

    /// <summary>One of the model's counts, as in "nbody".</summary>
    internal int Size(string name)
    {
        var field = FieldOf(name);
        return field is { Kind: ElementKind.Int32, IsArray: false, Rows: "1" }
            ? *(int*)(Pointer + field.Offset)
            : throw new ArgumentException($"'{name}' is no count.", nameof(name));
    }

    /// <summary>A field of doubles by the engine's name, as in "body_mass", "opt.gravity" or "stat.extent".</summary>
    internal ReadOnlySpan<double> Doubles(string name) => Values<double>(name, ElementKind.Float64);

    /// <summary>A field of floats by the engine's name, as in "geom_rgba".</summary>
    internal ReadOnlySpan<float> Floats(string name) => Values<float>(name, ElementKind.Float32);

    /// <summary>A field of integers by the engine's name, as in "body_parentid" or "opt.integrator".</summary>
    internal ReadOnlySpan<int> Integers(string name) => Values<int>(name, ElementKind.Int32);

    /// <summary>A field of bytes by the engine's name, as in "jnt_limited".</summary>
    internal ReadOnlySpan<byte> Bytes(string name) => Values<byte>(name, ElementKind.UInt8);

    /// <summary>The name of an object; null when it has none.</summary>
    /// <param name="addresses">The field with its kind's name addresses, as in "name_bodyadr".</param>
    /// <param name="index">The index among its kind.</param>
    internal string? Name(string addresses, int index)
    {
        var names = Bytes("names")[Integers(addresses)[index]..];
        var name = Encoding.UTF8.GetString(names[..names.IndexOf((byte)0)]);
        return name.Length == 0 ? null : name;
    }

    /// <summary>The place of a derived quantity of doubles in this model's data.</summary>
    /// <param name="name">The engine's name, as in "xpos" or "cfrc_ext".</param>
    internal Quantity Quantity(string name)
    {
        var field = Engine.Layout.Field($"mjData.{name}");
        return field is { Kind: ElementKind.Float64, IsArray: true }
            ? new(field.Offset, Count(field))
            : throw new ArgumentException($"'{name}' is no array of doubles.", nameof(name));
    }

    /// <summary>Scratch for one thread until it is given back.</summary>
    internal EngineData Rent() => _idle.TryTake(out var data) ? data : new EngineData(this);

    /// <summary>Gives scratch back.</summary>
    internal void Return(EngineData data) => _idle.Add(data);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Engine.DeleteModel(Pointer);
        return true;
    }

    private int Count(StructField field) => Extent(field.Rows) * Extent(field.Columns);

    private StructField FieldOf(string name) => Engine.Layout.Field($"mjModel.{name}");

    private int Extent(string written) =>
        int.TryParse(written, CultureInfo.InvariantCulture, out var number) ? number : Size(written);

    private ReadOnlySpan<T> Values<T>(string name, ElementKind kind)
        where T : unmanaged
    {
        var field = FieldOf(name);
        if (field.Kind != kind)
        {
            throw new ArgumentException($"'{name}' holds {field.Kind}, not {kind}.", nameof(name));
        }
        var start = Pointer + field.Offset;
        return new(field.IsArray ? *(void**)start : start, Count(field));
    }
}
