using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Severa.CalendarSync.Data.Providers.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SeveralConnections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ConnectionId",
                table: "Mailboxes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "CreatedAt",
                table: "ExchangeConnections",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "Domains",
                table: "ExchangeConnections",
                type: "TEXT",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OutOfReachAddress",
                table: "ExchangeConnections",
                type: "TEXT",
                maxLength: 320,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReachCheckedAt",
                table: "ExchangeConnections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ReachErrorNumber",
                table: "ExchangeConnections",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Mailboxes_ConnectionId",
                table: "Mailboxes",
                column: "ConnectionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Mailboxes_ConnectionId",
                table: "Mailboxes");

            migrationBuilder.DropColumn(
                name: "ConnectionId",
                table: "Mailboxes");

            migrationBuilder.DropColumn(
                name: "CreatedAt",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "Domains",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "OutOfReachAddress",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "ReachCheckedAt",
                table: "ExchangeConnections");

            migrationBuilder.DropColumn(
                name: "ReachErrorNumber",
                table: "ExchangeConnections");
        }
    }
}
