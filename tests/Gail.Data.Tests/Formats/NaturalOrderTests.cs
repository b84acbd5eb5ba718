using Gail.Data.Formats;

namespace Gail.Data.Tests.Formats;

public class NaturalOrderTests
{
    [Theory]
    [InlineData("ep2", "ep10")]
    [InlineData("ep2.csv", "ep10.csv")]
    [InlineData("ep", "ep0")]
    [InlineData("1-2-b", "1-10-a")]
    [InlineData("9", "a")]
    [InlineData("B", "a")]
    [InlineData("a01b", "a1b")]
    [InlineData("a01", "a2")]
    [InlineData("a1", "a01b")]
    [InlineData("a99999999999999999999", "a100000000000000000000")]
    [InlineData("", "0")]
    public void The_first_is_before_the_second(string first, string second)
    {
        Assert.True(NaturalOrder.Instance.Compare(first, second) < 0);
        Assert.True(NaturalOrder.Instance.Compare(second, first) > 0);
        Assert.Equal(0, NaturalOrder.Instance.Compare(first, first));
    }
}
