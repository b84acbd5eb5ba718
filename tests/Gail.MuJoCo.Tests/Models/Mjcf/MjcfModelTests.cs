using System.Globalization;
using System.Xml.Linq;
using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Tests.Models.Mjcf;

public class MjcfModelTests
{
    [Fact]
    public void A_model_is_written_in_the_engine_s_order()
    {
        var model = new MjcfModel("pair")
        {
            TotalMass = 3,
            Sizes = new() { Stack = 1000, Keyframes = 2 },
            Geoms = [new("floor", GeomShape.Plane(1, 2, 3))],
            Bodies = [new("first") { Children = [new("second")] }, new("third")],
            Tendons = [new("pull", [new("a", -1), new("b", 0.5)])],
            Motors = [new("a", Gear: 7)],
            Numerics = [new("data", [1, 2.5])],
        };
        var root = XElement.Parse(model.ToXml());
        Assert.Equal("mujoco", root.Name);
        Assert.Equal("pair", root.Attribute("model")!.Value);
        Assert.Equal(
            ["compiler", "option", "size", "custom", "worldbody", "tendon", "actuator"],
            root.Elements().Select(element => element.Name.LocalName)
        );
        AssertElement("""<compiler angle="radian" settotalmass="3"/>""", root.Element("compiler")!);
        AssertElement("""<size nstack="1000" nkey="2" nuser_geom="0"/>""", root.Element("size")!);
        AssertElement("""<custom><numeric name="data" data="1 2.5"/></custom>""", root.Element("custom")!);
        AssertElement(
            """<tendon><fixed name="pull"><joint joint="a" coef="-1"/><joint joint="b" coef="0.5"/></fixed></tendon>""",
            root.Element("tendon")!
        );
        var world = root.Element("worldbody")!;
        Assert.Equal(["geom", "body", "body"], world.Elements().Select(element => element.Name.LocalName));
        Assert.Equal(
            ["first", "second", "third"],
            world.Descendants("body").Select(body => body.Attribute("name")!.Value)
        );
    }

    [Fact]
    public void What_a_model_lacks_is_left_out()
    {
        var root = XElement.Parse(new MjcfModel("empty").ToXml());
        Assert.Equal(
            ["compiler", "option", "size", "worldbody"],
            root.Elements().Select(element => element.Name.LocalName)
        );
        Assert.Null(root.Element("compiler")!.Attribute("settotalmass"));
        Assert.Null(root.Element("size")!.Attribute("nstack"));
    }

    [Fact]
    public void Physics_start_at_the_engine_s_defaults()
    {
        AssertElement(
            """<option timestep="0.002" integrator="Euler" solver="Newton" iterations="100" gravity="0 0 -9.81" density="0" viscosity="0"/>""",
            XElement.Parse(new MjcfModel("").ToXml()).Element("option")!
        );
    }

    [Theory]
    [InlineData("a<b & \"c\" > 'd'")]
    [InlineData("Läufer 走る")]
    [InlineData("  two  blanks ")]
    public void Names_keep_their_characters(string name)
    {
        var root = XElement.Parse(new MjcfModel(name) { Bodies = [new(name)] }.ToXml());
        Assert.Equal(name, root.Attribute("model")!.Value);
        Assert.Equal(name, root.Descendants("body").Single().Attribute("name")!.Value);
    }

    [Fact]
    public void Names_that_XML_cannot_hold_are_refused() =>
        Assert.Throws<ArgumentException>(() => new MjcfModel("a\u0001b").ToXml());

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_refused_by_name(double number)
    {
        var model = new MjcfModel("bad") { Bodies = [new("body") { Position = (0, number, 0) }] };
        var message = Assert.Throws<ArgumentException>(() => model.ToXml()).Message;
        Assert.Contains("pos: expected finite numbers, but number 1 is", message);
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(0.1 + 0.2)]
    [InlineData(1e-5)]
    public void Extreme_numbers_read_back_to_the_same_bits(double number) =>
        Assert.Equal(Bits([number, -number, 0]), Bits(WrittenPosition((number, -number, 0))));

    [Fact]
    public void Numbers_do_not_follow_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "minus";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal([-1.5, 0, 2.25], WrittenPosition((-1.5, 0, 2.25)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static double[] WrittenPosition(Vector position) =>
        [
            .. XElement
                .Parse(new MjcfModel("") { Bodies = [new("body") { Position = position }] }.ToXml())
                .Descendants("body")
                .Single()
                .Attribute("pos")!
                .Value.Split(' ')
                .Select(word => double.Parse(word, CultureInfo.InvariantCulture)),
        ];

    private static long[] Bits(double[] numbers) => Array.ConvertAll(numbers, BitConverter.DoubleToInt64Bits);

    private static void AssertElement(string expected, XElement actual) =>
        Assert.Equal(XElement.Parse(expected).ToString(), actual.ToString());
}
