CREATE TABLE `memory` (
	`flow` text NOT NULL,
	`node` text NOT NULL,
	`identity` text NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`scope` text NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`flow`, `node`, `identity`)
);
