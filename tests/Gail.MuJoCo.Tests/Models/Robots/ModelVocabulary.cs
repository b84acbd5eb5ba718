namespace Gail.MuJoCo.Tests.Models.Robots;

/// <summary>How the reference's names for a compiled model's parts relate to the engine's.</summary>
internal static class ModelVocabulary
{
    private static readonly string[] GeomTypes =
    [
        "plane",
        "hfield",
        "sphere",
        "capsule",
        "ellipsoid",
        "cylinder",
        "box",
        "mesh",
    ];

    /// <summary>The tables by the reference's names.</summary>
    public static readonly Dictionary<string, ModelTable> Tables = new()
    {
        ["bodies"] = new("body_", "nbody", "name_bodyadr"),
        ["joints"] = new("jnt_", "njnt", "name_jntadr"),
        ["dofs"] = new("dof_", "nv", null),
        ["geoms"] = new("geom_", "ngeom", "name_geomadr"),
        ["sites"] = new("site_", "nsite", "name_siteadr"),
        ["tendons"] = new("tendon_", "ntendon", "name_tendonadr"),
        ["actuators"] = new("actuator_", "nu", "name_actuatoradr"),
        ["equalities"] = new("eq_", "neq", "name_eqadr"),
        ["contact_pairs"] = new("pair_", "npair", "name_pairadr"),
        ["contact_excludes"] = new("exclude_", "nexclude", "name_excludeadr"),
        ["sensors"] = new("sensor_", "nsensor", "name_sensoradr"),
    };

    /// <summary>The words of the enumerations, by field, in the order of the engine's headers.</summary>
    public static readonly Dictionary<string, string[]> Words = new()
    {
        ["opt.integrator"] = ["Euler", "RK4", "implicit"],
        ["opt.collision"] = ["all", "predefined", "dynamic"],
        ["opt.cone"] = ["pyramidal", "elliptic"],
        ["opt.jacobian"] = ["dense", "sparse", "auto"],
        ["opt.solver"] = ["PGS", "CG", "Newton"],
        ["jnt_type"] = ["free", "ball", "slide", "hinge"],
        ["geom_type"] = GeomTypes,
        ["site_type"] = GeomTypes,
        ["actuator_trntype"] = ["joint", "jointinparent", "slidercrank", "tendon", "site", "body"],
        ["actuator_dyntype"] = ["none", "integrator", "filter", "muscle", "user"],
        ["actuator_gaintype"] = ["fixed", "affine", "muscle", "user"],
        ["actuator_biastype"] = ["none", "affine", "muscle", "user"],
        ["wrap_type"] = ["none", "joint", "pulley", "site", "sphere", "cylinder"],
    };

    /// <summary>Columns of the reference with the name of the object that a field has the number of.</summary>
    public static readonly Dictionary<string, (string Number, string Names)> References = new()
    {
        ["bodies.parent"] = ("body_parentid", "name_bodyadr"),
        ["joints.body"] = ("jnt_bodyid", "name_bodyadr"),
        ["dofs.joint"] = ("dof_jntid", "name_jntadr"),
        ["geoms.body"] = ("geom_bodyid", "name_bodyadr"),
        ["sites.body"] = ("site_bodyid", "name_bodyadr"),
        ["actuators.joint"] = ("actuator_trnid", "name_jntadr"),
    };
}

/// <summary>A table of a compiled model.</summary>
/// <param name="Prefix">What its fields begin with.</param>
/// <param name="Count">The size that counts its rows.</param>
/// <param name="Names">The field with the addresses of its names; null for none.</param>
internal sealed record ModelTable(string Prefix, string Count, string? Names);
