using System.Xml.Linq;
using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Tests.Models.Mjcf;

/// <summary>What each part of a model is written as.</summary>
public class MjcfElementTests
{
    private const string GeomDefaults =
        """density="1000" contype="1" conaffinity="1" condim="3" friction="1 0.005 0.0001" """
        + """solimp="0.9 0.95 0.001 0.5 2" margin="0" rgba="0.5 0.5 0.5 1" """;

    private const string JointDefaults =
        """ref="0" damping="0" armature="0" stiffness="0" margin="0" solimplimit="0.9 0.95 0.001 0.5 2" """;

    public static TheoryData<string, GeomShape> Shapes =>
        new()
        {
            { """type="plane" size="1 2 3" """, GeomShape.Plane(halfX: 1, halfY: 2, grid: 3) },
            { """type="sphere" size="0.5 0 0" """, GeomShape.Sphere(0.5) },
            { """type="capsule" size="0.1 0.2 0" """, GeomShape.Capsule(0.1, halfLength: 0.2) },
            {
                """type="capsule" size="0.1 0 0" fromto="1 2 3 4 5 6" """,
                GeomShape.Capsule(0.1, from: (1, 2, 3), to: (4, 5, 6))
            },
            {
                """type="cylinder" size="0.1 0 0" fromto="1 2 3 4 5 6" """,
                GeomShape.Cylinder(0.1, from: (1, 2, 3), to: (4, 5, 6))
            },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_geom_has_the_attributes_of_its_shape(string attributes, GeomShape shape) =>
        AssertElement($"""<geom name="g" {attributes} {GeomDefaults}/>""", InBody(new Geom("g", shape)));

    [Fact]
    public void A_geom_says_all_about_itself()
    {
        var geom = new Geom(null, GeomShape.Sphere(1))
        {
            Position = (1, 2, 3),
            Rotation = Rotation.Quaternion(1, 0, -0.002, 0),
            Density = 5,
            ContactTypes = 2,
            CollidesWith = 4,
            ContactDimensions = 6,
            Friction = new(0.9, 0.8, 0.7),
            Impedance = new(0.1, 0.2, 0.3, 0.4, 5),
            Margin = 0.01,
            Color = new(0.1, 0.2, 0.3, 0.4),
        };
        AssertElement(
            """
            <geom type="sphere" size="1 0 0" pos="1 2 3" quat="1 0 -0.002 0" density="5" contype="2" conaffinity="4"
                  condim="6" friction="0.9 0.8 0.7" solimp="0.1 0.2 0.3 0.4 5" margin="0.01" rgba="0.1 0.2 0.3 0.4"/>
            """,
            InBody(geom)
        );
    }

    [Fact]
    public void A_joint_without_range_is_free() =>
        AssertElement(
            $"""<joint name="j" type="slide" axis="0 0 1" pos="0 0 0" limited="false" {JointDefaults}/>""",
            InBody(new Joint("j", JointKind.Slide))
        );

    [Fact]
    public void A_joint_says_all_about_itself()
    {
        var joint = new Joint("j", JointKind.Hinge)
        {
            Axis = (0, -1, 0),
            Position = (1, 2, 3),
            Range = (-1, 0.5),
            Reference = 1.25,
            Damping = 2,
            Armature = 3,
            Stiffness = 4,
            Margin = 0.01,
            LimitImpedance = new(0, 0.8, 0.03),
        };
        AssertElement(
            """
            <joint name="j" type="hinge" axis="0 -1 0" pos="1 2 3" limited="true" range="-1 0.5" ref="1.25" damping="2"
                   armature="3" stiffness="4" margin="0.01" solimplimit="0 0.8 0.03 0.5 2"/>
            """,
            InBody(joint)
        );
    }

    [Fact]
    public void A_body_says_where_it_is() =>
        AssertElement(
            """<body pos="1 2 3" axisangle="0 1 0 -3.8"/>""",
            new MjcfModel("")
            {
                Bodies = [new(null) { Position = (1, 2, 3), Rotation = Rotation.About((0, 1, 0), -3.8) }],
            },
            "body"
        );

    [Fact]
    public void A_body_holds_its_parts()
    {
        var body = new Body("b")
        {
            Joints = [new("j", JointKind.Free)],
            Geoms = [new("g", GeomShape.Sphere(1))],
            Sites = [new("s") { Position = (0, 0, 0.6), Size = (0.01, 0.01, 0.005) }],
            Children = [new("c")],
        };
        var written = Written(new MjcfModel("") { Bodies = [body] }, "body");
        Assert.Equal(["joint", "geom", "site", "body"], written.Elements().Select(part => part.Name.LocalName));
        Assert.Equal("free", written.Element("joint")!.Attribute("type")!.Value);
        AssertElement("""<site name="s" pos="0 0 0.6" size="0.01 0.01 0.005"/>""", written.Element("site")!);
    }

    [Fact]
    public void A_motor_has_a_gear_and_a_range()
    {
        AssertElement(
            """<motor joint="j" gear="200" ctrllimited="true" ctrlrange="-1 1"/>""",
            new MjcfModel("") { Motors = [new("j", Gear: 200)] },
            "motor"
        );
        AssertElement(
            """<motor name="m" joint="j" gear="100" ctrllimited="true" ctrlrange="-0.4 0.4"/>""",
            new MjcfModel("") { Motors = [new("j", Gear: 100) { Name = "m", ControlRange = (-0.4, 0.4) }] },
            "motor"
        );
    }

    [Fact]
    public void Degrees_become_radians()
    {
        var range = Interval.Degrees(-180, 90);
        Assert.Equal(-Math.PI, range.Low);
        Assert.Equal(Math.PI / 2, range.High);
    }

    [Fact]
    public void Equal_parts_are_equal()
    {
        Assert.Equal(GeomShape.Capsule(1, (0, 0, 0), (0, 0, 1)), GeomShape.Capsule(1, (0, 0, 0), (0, 0, 1)));
        Assert.NotEqual(GeomShape.Capsule(1, 2), GeomShape.Capsule(1, 3));
        Assert.Equal(Rotation.About((0, 1, 0), 1), Rotation.About((0, 1, 0), 1));
        Assert.NotEqual(Rotation.About((0, 1, 0), 1), Rotation.Quaternion(0, 1, 0, 1));
    }

    private static XElement InBody(Geom geom) =>
        Written(new MjcfModel("") { Bodies = [new("b") { Geoms = [geom] }] }, "geom");

    private static XElement InBody(Joint joint) =>
        Written(new MjcfModel("") { Bodies = [new("b") { Joints = [joint] }] }, "joint");

    private static XElement Written(MjcfModel model, string element) =>
        XElement.Parse(model.ToXml()).Descendants(element).First();

    private static void AssertElement(string expected, MjcfModel model, string element) =>
        AssertElement(expected, Written(model, element));

    private static void AssertElement(string expected, XElement actual) =>
        Assert.Equal(XElement.Parse(expected).ToString(), actual.ToString());
}
